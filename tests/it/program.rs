use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;
use styringsgraf::model::Document;
use styringsgraf::store::{Store, StoreError};

/// The program with a store of its own.
pub fn styringsgraf(store: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_styringsgraf"));
    command.env_remove("STYRINGSGRAF_STORE");
    command.env_remove("STYRINGSGRAF_VOCABULARY");
    command.arg("--store").arg(store);
    command
}

/// Runs the program and gives exit code, standard output and standard error.
pub fn run(store: &Path, arguments: &[&str]) -> (i32, String, String) {
    told(styringsgraf(store).args(arguments).output().unwrap())
}

/// Exit code, standard output and standard error.
pub fn told(output: Output) -> (i32, String, String) {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let code = output.status.code().unwrap_or(-1);
    (code, text(output.stdout), text(output.stderr))
}

/// A made-up letter; `number` makes its words its own.
pub fn letter(number: usize) -> String {
    format!(
        "# Tildelingsbrev 2024 til Fjelltilsynet, utgave {number}\n\n\
         ## 1 Mål\n\n\
         Fjelltilsynet skal føre kontroll med {number} turisthytter innen 1. juni 2024.\n\n\
         ## 2 Rapportering\n\n\
         Tilsynet skal rapportere om arbeidet i årsrapporten.\n"
    )
}

/// A store that outlives its archive and keeps documents alone.
pub struct Plain(pub Arc<dyn Store>);

impl Store for Plain {
    fn put(&self, document: &Document) -> Result<(), StoreError> {
        self.0.put(document)
    }
    fn document(&self, id: &str) -> Result<Option<Document>, StoreError> {
        self.0.document(id)
    }
    fn remove(&self, id: &str) -> Result<bool, StoreError> {
        self.0.remove(id)
    }
    fn ids(&self) -> Result<Vec<String>, StoreError> {
        self.0.ids()
    }
}
