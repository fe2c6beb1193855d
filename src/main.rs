//! The program: arguments → command → exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    styringsgraf::cli::main()
}
