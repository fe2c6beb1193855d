use crate::http::{Reply, Server};
use crate::program::{Plain, letter, run, styringsgraf};
use axum::body::Body;
use axum::http::{Request, header};
use serde_json::json;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Stdio;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use styringsgraf::archive::{Archive, Journal, Outcome};
use styringsgraf::config::Config;
use styringsgraf::model::Document;
use styringsgraf::server::{self, router};
use styringsgraf::store::{MemoryStore, Store, StoreError};
use styringsgraf::vocabulary::Vocabulary;

/// The document at which the store stops until it is let go on.
const STOP: &str = "brev-1";

/// A store that stops at one document, so that a test can look at what is shown meanwhile.
struct StoppingStore {
    documents: Arc<MemoryStore>,
    gate: Mutex<(Sender<()>, Receiver<()>)>,
}

impl StoppingStore {
    fn stop_at(&self, id: &str) {
        if id == STOP {
            let gate = self.gate.lock().unwrap();
            gate.0.send(()).unwrap();
            gate.1.recv().unwrap();
        }
    }
}

impl Store for StoppingStore {
    fn put(&self, document: &Document) -> Result<(), StoreError> {
        self.stop_at(&document.id);
        self.documents.put(document)
    }

    fn document(&self, id: &str) -> Result<Option<Document>, StoreError> {
        self.stop_at(id);
        self.documents.document(id)
    }

    fn remove(&self, id: &str) -> Result<bool, StoreError> {
        self.documents.remove(id)
    }

    fn ids(&self) -> Result<Vec<String>, StoreError> {
        self.documents.ids()
    }
}

/// A server that stands at the letter where the store stops.
struct Stopped {
    server: Server,
    opening: server::Server,
    go_on: Sender<()>,
    archive: JoinHandle<Archive>,
}

impl Stopped {
    /// `work` goes on until the store stops.
    fn at_work(
        documents: Arc<MemoryStore>,
        work: impl FnOnce(StoppingStore, Arc<Journal>) -> Archive + Send + 'static,
    ) -> Stopped {
        let (reached, stops) = channel();
        let (go_on, gone_on) = channel();
        let store = StoppingStore {
            documents,
            gate: Mutex::new((reached, gone_on)),
        };
        let journal = Arc::new(Journal::default());
        let config = Config::listening_on(([127, 0, 0, 1], 0).into());
        let opening = server::Server::new(Arc::clone(&journal), config);
        let archive = std::thread::spawn(move || work(store, journal));
        stops.recv().unwrap();
        Stopped {
            server: Server {
                router: router(opening.clone()),
            },
            opening,
            go_on,
            archive,
        }
    }

    /// Lets the work go on to its end, and the server be ready.
    fn ready(self) -> Server {
        self.go_on.send(()).unwrap();
        self.opening.open(Arc::new(self.archive.join().unwrap()));
        self.server
    }
}

/// Three letters and an empty file, read in until the middle one is being stored.
fn filling() -> Stopped {
    Stopped::at_work(Arc::default(), |store, journal| {
        let archive = Archive::open_with(Box::new(store), Vocabulary::built_in(), journal).unwrap();
        let mut batch = archive.ingest_batch("prøve", 4);
        assert!(batch.ingest(b" ", "tomt.md").is_err());
        for number in 0..3 {
            let name = format!("brev-{number}.md");
            let outcome = batch.ingest(letter(number).as_bytes(), &name).unwrap();
            assert!(matches!(outcome, Outcome::Added { .. }));
        }
        batch.finish().unwrap();
        archive
    })
}

const PAGE: &str = "text/html";

fn text(reply: &Reply) -> &str {
    reply.body.as_str().unwrap_or_default()
}

fn check(reply: &Reply, expected: &[&str], unexpected: &[&str]) {
    let page = text(reply);
    for words in expected {
        assert!(page.contains(words), "`{words}` is missing: {page}");
    }
    for words in unexpected {
        assert!(!page.contains(words), "`{words}` is there: {page}");
    }
}

#[tokio::test]
async fn every_page_shows_the_progress_until_all_is_read() {
    let stopped = filling();
    for path in ["/", "/brev/brev-0?del=2", "/innlesing", "/finnes-ikke"] {
        let reply = stopped.server.get(path, PAGE).await;
        assert_eq!(reply.status, 503, "{path}");
        assert_eq!(reply.headers[header::RETRY_AFTER], "1", "{path}");
        assert_eq!(reply.headers[header::REFRESH], "1", "{path}");
        assert_eq!(reply.headers[header::CACHE_CONTROL], "no-store", "{path}");
        let policy = reply.headers[header::CONTENT_SECURITY_POLICY].to_str();
        assert!(policy.unwrap().contains("default-src 'none'"), "{path}");
        check(
            &reply,
            &[
                "<h1>Brevene leses inn</h1>",
                "2 av 4 filer lest",
                "value=\"2\" max=\"4\"",
                "brev-1.md",
                "«tomt.md» er tom; gi en fil som inneholder et brev.",
                "<main",
            ],
            &["http-equiv"],
        );
    }
    assert_eq!(
        stopped.server.get("/static/style.css", "*/*").await.status,
        200
    );
    let server = stopped.ready();
    let reply = server.get("/brev/brev-0", PAGE).await;
    assert_eq!(reply.status, 200);
    assert!(reply.headers.get(header::REFRESH).is_none());
    check(&reply, &["Fjelltilsynet, utgave 0"], &["Leser inn"]);
}

#[tokio::test]
async fn a_reader_can_stop_the_page_from_loading_itself_again() {
    let stopped = filling();
    let reply = stopped.server.get("/brev?q=a%20b", PAGE).await;
    check(&reply, &["href=\"/brev?q=a%20b&amp;oppdater=nei\""], &[]);
    let reply = stopped.server.get("/brev?q=a&oppdater=nei", PAGE).await;
    assert!(reply.headers.get(header::REFRESH).is_none());
    check(&reply, &["href=\"/brev?q=a\""], &["oppdater=nei"]);
    // Two slashes would lead to another host.
    let reply = stopped.server.get("//example.org/", PAGE).await;
    check(&reply, &["href=\"/example.org/?oppdater=nei\""], &[]);
    stopped.ready();
}

#[tokio::test]
async fn programs_are_told_that_the_server_is_not_ready() {
    let stopped = filling();
    let reply = stopped.server.get("/isalive", "*/*").await;
    assert_eq!((reply.status.as_u16(), text(&reply)), (200, "alive\n"));
    let reply = stopped.server.get("/isready", "*/*").await;
    assert_eq!(
        (reply.status.as_u16(), text(&reply)),
        (503, "not ready: 2 of 4 files read\n")
    );
    let metrics = stopped.server.get("/metrics", "*/*").await;
    check(
        &metrics,
        &["styringsgraf_ready 0"],
        &["styringsgraf_documents"],
    );
    for (accept, media) in [
        ("*/*", "application/json"),
        (
            "application/graphql-response+json",
            "application/graphql-response+json",
        ),
    ] {
        let headers = [("content-type", "application/json"), ("accept", accept)];
        let query = r#"{"query":"{ __typename }"}"#;
        let reply = stopped.server.post(&headers, query).await;
        assert_eq!(reply.status, 503);
        assert_eq!(reply.headers[header::RETRY_AFTER], "1");
        let content_type = reply.headers[header::CONTENT_TYPE].to_str().unwrap();
        assert!(content_type.starts_with(media), "{content_type}");
        assert_eq!(
            reply.body,
            json!({ "errors": [{
                "message": "the server is still opening its archive, 2 of 4 files read; ask again in a second",
                "extensions": { "code": "NOT_READY" },
            }] })
        );
    }
    let reply = stopped.server.get("/graphql/ws", "*/*").await;
    assert_eq!(reply.body["errors"][0]["extensions"]["code"], "NOT_READY");
    let reply = stopped.server.get("/graphql", PAGE).await;
    check(&reply, &["Brevene leses inn"], &[]);
    let server = stopped.ready();
    let reply = server.get("/isready", "*/*").await;
    assert_eq!((reply.status.as_u16(), text(&reply)), (200, "ready\n"));
    let metrics = server.get("/metrics", "*/*").await;
    let figures = ["styringsgraf_ready 1", "styringsgraf_documents 3"];
    check(&metrics, &figures, &[]);
}

#[tokio::test]
async fn the_opening_of_a_filled_store_is_shown_too() {
    let documents = Arc::new(MemoryStore::default());
    let filled = Archive::open(Box::new(Plain(documents.clone())), Vocabulary::built_in());
    let filled = filled.unwrap();
    for number in 0..3 {
        let name = format!("brev-{number}.md");
        filled.ingest(letter(number).as_bytes(), &name).unwrap();
    }
    let stopped = Stopped::at_work(documents, |store, journal| {
        Archive::open_with(Box::new(store), Vocabulary::built_in(), journal).unwrap()
    });
    let reply = stopped.server.get("/", PAGE).await;
    let expected = ["1 av 3 brev hentet fra lageret", "Leser nå", STOP];
    check(&reply, &expected, &[]);
    let server = stopped.ready();
    let reply = server.get("/innlesing", PAGE).await;
    check(&reply, &["Ingen brev er lest inn siden"], &["<progress"]);
}

#[tokio::test]
async fn an_ingest_under_way_is_shown_on_the_pages_and_remembered() {
    let (reached, stops) = channel();
    let (go_on, gone_on) = channel();
    let store = StoppingStore {
        documents: Arc::default(),
        gate: Mutex::new((reached, gone_on)),
    };
    let archive = Archive::open(Box::new(store), Vocabulary::built_in()).unwrap();
    let archive = Arc::new(archive);
    let config = Config::listening_on(([127, 0, 0, 1], 0).into());
    let opening = server::Server::new(Arc::clone(archive.journal()), config);
    opening.open(Arc::clone(&archive));
    let server = Server {
        router: router(opening),
    };
    let reply = server.get("/brev", PAGE).await;
    check(&reply, &["href=\"/innlesing\""], &["Leser inn"]);

    let writer = std::thread::spawn(move || {
        let mut batch = archive.ingest_batch("natt", 3);
        batch.ingest(letter(0).as_bytes(), "brev-0.md").unwrap();
        batch.ingest(letter(1).as_bytes(), "brev-1.md").unwrap();
        assert!(batch.ingest(b"%PDF-1.7", "brev.pdf").is_err());
        batch.finish().unwrap();
    });
    stops.recv().unwrap();
    for path in ["/", "/brev", "/hull", "/finnes-ikke"] {
        let reply = server.get(path, PAGE).await;
        assert!(reply.headers.get(header::REFRESH).is_none(), "{path}");
        check(&reply, &["Leser inn 1 av 3 filer. "], &[]);
    }
    let reply = server.get("/innlesing", PAGE).await;
    assert_eq!(
        (reply.status.as_u16(), &reply.headers[header::REFRESH]),
        (200, &"1".parse().unwrap())
    );
    let expected = ["1 av 3 filer lest", "brev-1.md", "pågår", "oppdater=nei"];
    check(&reply, &expected, &["Leser inn "]);
    let reply = server.get("/innlesing?oppdater=nei", PAGE).await;
    assert!(reply.headers.get(header::REFRESH).is_none());

    go_on.send(()).unwrap();
    writer.join().unwrap();
    let reply = server.get("/innlesing", PAGE).await;
    assert!(reply.headers.get(header::REFRESH).is_none());
    check(
        &reply,
        &[
            "Innlesing «natt»",
            "ferdig",
            "3 av 3 filer lest",
            "<strong>2</strong>nye",
            "<strong>1</strong>ikke tatt inn",
            "«brev.pdf» er skadet og kan ikke leses som en PDF",
        ],
        &["oppdater", "pågår"],
    );
    let reply = server.get("/brev", PAGE).await;
    check(&reply, &["brev-0", "brev-1"], &["Leser inn"]);
    // What is asked for is told of without its body.
    let head = Request::head("/brev").body(Body::empty()).unwrap();
    let head = server.send(head).await;
    assert_eq!((head.status.as_u16(), text(&head)), (200, ""));
    let length = head.headers[header::CONTENT_LENGTH].to_str().unwrap();
    assert_eq!(length, text(&reply).len().to_string());
}

#[test]
fn serve_listens_while_it_reads_the_letters_named() {
    let folder = tempfile::tempdir().unwrap();
    let letters = folder.path().join("letters");
    std::fs::create_dir(&letters).unwrap();
    for number in 0..4 {
        std::fs::write(letters.join(format!("brev-{number}.md")), letter(number)).unwrap();
    }
    std::fs::write(letters.join("tomt.txt"), "\n").unwrap();
    let store = folder.path().join("store");
    // The second time the store is filled and every letter unchanged.
    for counts in ["<strong>4</strong>nye", "<strong>4</strong>uendret"] {
        let mut child = styringsgraf(&store)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .arg(&letters)
            .env("STYRINGSGRAF_LOG", "off")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        let rest = first.strip_prefix("http://").unwrap();
        let address = rest.split('/').next().unwrap().to_owned();
        assert!(fetch(&address, "/isalive").ends_with("alive\n"));
        let second = lines.next().unwrap().unwrap();
        assert!(second.starts_with("4 documents, ready after"), "{second}");
        assert!(fetch(&address, "/isready").ends_with("ready\n"));
        let page = fetch(&address, "/innlesing");
        child.kill().unwrap();
        child.wait().unwrap();
        for words in ["Innlesing «oppstart»", counts, "«tomt.txt» er tom"] {
            assert!(page.contains(words), "`{words}` is missing: {page}");
        }
    }
    let (code, _, stderr) = run(&store, &["serve", "--listen", "127.0.0.1:0", "finnes-ikke"]);
    assert_eq!(code, 2);
    let told = "styringsgraf: there is no file or folder `finnes-ikke`\n";
    assert_eq!(stderr, told);
}

#[test]
fn serve_ends_when_the_store_cannot_be_opened() {
    let folder = tempfile::tempdir().unwrap();
    let held = sled::open(folder.path()).unwrap();
    let (code, _, stderr) = run(folder.path(), &["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(code, 2);
    let last = stderr.lines().last().unwrap_or_default();
    assert!(
        last.contains("is in use by another styringsgraf process"),
        "{stderr}"
    );
    drop(held);
}

/// The answer of a server to a GET, head and body.
fn fetch(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}
