//! What is said over one WebSocket: `graphql-transport-ws`, with the close codes that its clients know.
//! Each operation answers on a task of its own and ends with the socket.

use super::Service;
use super::graphql::refused;
use crate::graphql::{Started, is_subscription};
use async_graphql::{Request, Response};
use axum::extract::ws::{CloseFrame, Message, WebSocket};
use futures_util::StreamExt;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde_json::{Value, json};
use std::net::IpAddr;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::AbortHandle;
use tokio::time::Instant;

/// How long a client may take to begin.
const INIT: Duration = Duration::from_secs(10);

/// How often a silent client is asked whether it is still there.
const PING: Duration = Duration::from_secs(25);

/// How long a socket may be silent.
const SILENCE: Duration = Duration::from_secs(80);

/// How long a socket may stay open with nothing asked.
const IDLE: Duration = Duration::from_secs(300);

/// Operations under way on one socket at most.
const OPERATIONS: usize = 50;

/// Answers that wait to be sent; who does not read them gets no more made.
const UNSENT: usize = 16;

/// Longest identifier of an operation.
const LONGEST_ID: usize = 256;

/// What a client says.
#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Said {
    ConnectionInit { payload: Option<Value> },
    Ping { payload: Option<Value> },
    Pong,
    Subscribe { id: String, payload: Box<Request> },
    Complete { id: String },
}

/// A close code and its reason, which is short enough for a control frame.
struct Close(u16, &'static str);

/// What an operation has to tell.
enum Told {
    Answer(String),
    End { id: String, message: Option<String> },
}

/// One socket's conversation.
pub(super) struct Conversation {
    service: Service,
    address: Option<IpAddr>,
    authorization: Option<String>,
    begun: bool,
    operations: FxHashMap<String, AbortHandle>,
}

impl Conversation {
    /// A conversation that has not begun; the header's authorization holds unless another is given.
    pub(super) fn new(
        service: Service,
        address: Option<IpAddr>,
        authorization: Option<String>,
    ) -> Conversation {
        Conversation {
            service,
            address,
            authorization,
            begun: false,
            operations: FxHashMap::default(),
        }
    }

    /// Holds the conversation until one side ends it.
    pub(super) async fn hold(mut self, mut socket: WebSocket) {
        let ended = self.talk(&mut socket).await;
        for (_, operation) in self.operations.drain() {
            operation.abort();
        }
        if let Err(Close(code, reason)) = ended {
            let reason = reason.into();
            let frame = Message::Close(Some(CloseFrame { code, reason }));
            let _ = tokio::time::timeout(PING, socket.send(frame)).await;
        }
    }

    async fn talk(&mut self, socket: &mut WebSocket) -> Result<(), Close> {
        let (tell, mut told) = mpsc::channel(UNSENT);
        let begin_by = Instant::now() + INIT;
        let mut heard = Instant::now();
        let mut used = Instant::now();
        let mut ping = tokio::time::interval(PING);
        loop {
            if !self.operations.is_empty() {
                used = Instant::now();
            }
            let silent = heard + SILENCE;
            let until = match self.begun {
                true => silent.min(used + IDLE),
                false => begin_by,
            };
            let message = tokio::select! {
                message = socket.recv() => {
                    heard = Instant::now();
                    let Some(Ok(message)) = message else { return Ok(()) };
                    match self.hear(message, &tell)? {
                        Some(answer) => answer,
                        None => continue,
                    }
                }
                Some(told) = told.recv() => match self.pass_on(told) {
                    Some(answer) => answer,
                    None => continue,
                },
                _ = ping.tick() => Message::Ping(Default::default()),
                () = tokio::time::sleep_until(until) => {
                    return Err(match self.begun {
                        true => Close(1000, "nothing was said for too long"),
                        false => Close(4408, "Connection initialisation timeout"),
                    });
                }
            };
            // Who does not read is as good as gone.
            match tokio::time::timeout(SILENCE, socket.send(message)).await {
                Ok(Ok(())) => {}
                _ => return Ok(()),
            }
        }
    }

    /// What is answered at once to what a client says.
    fn hear(
        &mut self,
        message: Message,
        tell: &mpsc::Sender<Told>,
    ) -> Result<Option<Message>, Close> {
        let text = match &message {
            Message::Text(text) => text.as_bytes(),
            Message::Binary(bytes) => bytes,
            Message::Ping(_) | Message::Pong(_) | Message::Close(_) => return Ok(None),
        };
        let Ok(said) = serde_json::from_slice(text) else {
            return Err(Close(4400, "Invalid message received"));
        };
        match said {
            Said::ConnectionInit { payload } => self.begin(payload.as_ref()).map(Some),
            Said::Ping { payload } => Ok(Some(text_of(
                &json!({ "type": "pong", "payload": payload }),
            ))),
            Said::Pong => Ok(None),
            Said::Subscribe { id, payload } => self.ask(id, *payload, tell),
            Said::Complete { id } => {
                if let Some(operation) = self.operations.remove(&id) {
                    operation.abort();
                }
                Ok(None)
            }
        }
    }

    fn begin(&mut self, payload: Option<&Value>) -> Result<Message, Close> {
        if self.begun {
            return Err(Close(4429, "Too many initialisation requests"));
        }
        let names = ["authorization", "Authorization"];
        let given = names.iter().find_map(|name| payload?.get(name)?.as_str());
        if let Some(given) = given {
            // Given here it is meant for this server; one of the header may be a gateway's.
            let claim = self.service.rights.claim_of(given, self.address);
            match claim.map(|claim| claim.judge()) {
                Some(crate::graphql::Judgement::Granted) => {}
                _ => return Err(Close(4403, "Forbidden")),
            }
            self.authorization = Some(given.to_owned());
        }
        self.begun = true;
        Ok(text_of(&json!({ "type": "connection_ack" })))
    }

    fn ask(
        &mut self,
        id: String,
        mut request: Request,
        tell: &mpsc::Sender<Told>,
    ) -> Result<Option<Message>, Close> {
        if !self.begun {
            return Err(Close(4401, "Unauthorized"));
        }
        if id.len() > LONGEST_ID {
            return Err(Close(4400, "Invalid message received"));
        }
        self.operations
            .retain(|_, operation| !operation.is_finished());
        if self.operations.contains_key(&id) {
            return Err(Close(4409, "Subscriber for this id already exists"));
        }
        if self.operations.len() >= OPERATIONS {
            let message = format!("a socket may have {OPERATIONS} operations under way; end some");
            let code = "TOO_MANY_REQUESTS";
            let error = json!({ "message": message, "extensions": { "code": code } });
            return Ok(Some(text_of(&error_message(&id, &json!([error])))));
        }
        if request
            .operation_name
            .as_ref()
            .is_some_and(String::is_empty)
        {
            request.operation_name = None;
        }
        let started = Started::default();
        let mut request = request.data(started.clone());
        if let Some(authorization) = &self.authorization
            && let Some(claim) = self.service.rights.claim_of(authorization, self.address)
        {
            request = request.data(claim);
        }
        let operation = Operation {
            service: self.service.clone(),
            id: id.clone(),
            started,
            tell: tell.clone(),
        };
        let task = tokio::spawn(operation.answer(request));
        self.operations.insert(id, task.abort_handle());
        Ok(None)
    }

    /// What is sent of what an operation tells; nothing of one that was ended meanwhile.
    fn pass_on(&mut self, told: Told) -> Option<Message> {
        match told {
            Told::Answer(text) => Some(Message::Text(text.into())),
            Told::End { id, message } => {
                self.operations.remove(&id)?;
                let complete = || json!({ "id": id, "type": "complete" }).to_string();
                Some(Message::Text(message.unwrap_or_else(complete).into()))
            }
        }
    }
}

/// One operation under way.
struct Operation {
    service: Service,
    id: String,
    started: Started,
    tell: mpsc::Sender<Told>,
}

impl Operation {
    async fn answer(self, mut request: Request) {
        let message = match is_subscription(&mut request) {
            true => self.listen(request).await,
            false => self.execute(request).await,
        };
        let id = self.id;
        let _ = self.tell.send(Told::End { id, message }).await;
    }

    async fn listen(&self, request: Request) -> Option<String> {
        let mut events = self.service.schema.execute_stream(request);
        while let Some(event) = events.next().await {
            if let Some(refused) = self.next(event).await {
                return Some(refused);
            }
        }
        None
    }

    async fn execute(&self, request: Request) -> Option<String> {
        let schema = self.service.schema.clone();
        let time = self.service.config.time + super::graphql::SLACK;
        let answering = async move { schema.execute(request).await };
        match self.service.workers.drive(time, answering).await {
            Ok(answer) => self.next(answer).await,
            Err(undone) => {
                let refusal = refused(undone, time);
                let extensions = json!({ "code": refusal.code });
                let error = json!({ "message": refusal.message, "extensions": extensions });
                Some(error_message(&self.id, &json!([error])).to_string())
            }
        }
    }

    /// Sends an answer; gives the message to end with where the request could not even be begun.
    async fn next(&self, answer: Response) -> Option<String> {
        if !self.started.is_set() {
            return Some(error_message(&self.id, &json!(answer.errors)).to_string());
        }
        let message = json!({ "id": self.id, "type": "next", "payload": answer });
        let _ = self.tell.send(Told::Answer(message.to_string())).await;
        None
    }
}

fn error_message(id: &str, errors: &Value) -> Value {
    json!({ "id": id, "type": "error", "payload": errors })
}

fn text_of(message: &Value) -> Message {
    Message::Text(message.to_string().into())
}
