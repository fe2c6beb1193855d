//! Reads a file in a child process of the same program, which may use only so much memory and time: a PDF
//! can unpack to anything, and what it breaks must not be the server.

use super::Finding;
use super::args::ReadFile;
use crate::model::Text;
use crate::read::{self, ReadError};
use anyhow::{Context, bail};
use rustix::process::{Resource, Rlimit, setrlimit};
use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Memory of a child, in bytes.
const MEMORY: u64 = 512 * 1024 * 1024;
/// Time that a child may take.
const TIME: Duration = Duration::from_secs(30);
/// Processor time of a child, in seconds.
const PROCESSOR: u64 = 20;
/// Between two looks at a child.
const PAUSE: Duration = Duration::from_millis(2);

/// Reads a file: what may unpack to more than it seems in a child, all else here.
pub(super) fn read(bytes: &[u8], file_name: &str) -> Result<Text, ReadError> {
    if !read::is_risky(bytes) {
        return read::read(bytes, file_name);
    }
    match in_child(bytes, file_name) {
        Ok(answer) => answer,
        Err(error) => {
            tracing::warn!(file = file_name, %error, "the child process that read a file failed");
            Err(ReadError::Beyond {
                file: file_name.to_owned(),
            })
        }
    }
}

type Answer = Result<Text, ReadError>;

fn in_child(bytes: &[u8], file_name: &str) -> anyhow::Result<Answer> {
    let program = std::env::current_exe().context("cannot find this program")?;
    let mut child = Command::new(program)
        .arg("read-file")
        .arg("--")
        .arg(file_name)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .context("cannot start a child process")?;
    let began = Instant::now();
    let answer = std::thread::scope(|scope| {
        let (input, output) = (child.stdin.take(), child.stdout.take());
        scope.spawn(move || {
            // A child that ends early reads no more; its answer says why.
            input.map(|mut input| input.write_all(bytes))
        });
        let answer = scope.spawn(move || {
            let mut answer = Vec::new();
            if let Some(mut output) = output {
                output.read_to_end(&mut answer)?;
            }
            std::io::Result::Ok(answer)
        });
        let status = loop {
            if let Some(status) = child.try_wait()? {
                break status;
            }
            if began.elapsed() > TIME {
                child.kill()?;
                child.wait()?;
                bail!("it took more than {} seconds", TIME.as_secs());
            }
            std::thread::sleep(PAUSE);
        };
        if !status.success() {
            bail!("it ended with {status}");
        }
        let answer = answer.join();
        Ok(answer.map_err(|_| anyhow::anyhow!("its answer was not read"))??)
    })?;
    postcard::from_bytes(&answer).context("its answer cannot be understood")
}

/// The child's part: reads the file on standard input and writes the answer.
pub(super) fn run(command: &ReadFile) -> anyhow::Result<Finding> {
    let limit = |most: u64| Rlimit {
        current: Some(most),
        maximum: Some(most),
    };
    setrlimit(Resource::As, limit(MEMORY))?;
    setrlimit(Resource::Cpu, limit(PROCESSOR))?;
    setrlimit(Resource::Core, limit(0))?;
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    let answer: Answer = read::read(&bytes, &command.file_name);
    drop(bytes);
    let mut out = std::io::stdout().lock();
    out.write_all(&postcard::to_stdvec(&answer)?)?;
    out.flush()?;
    Ok(Finding::Found)
}
