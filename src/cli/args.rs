//! The arguments of every command. A doc comment here is the help text.

use crate::{config, diff, model};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::net::SocketAddr;
use std::path::PathBuf;

/// Reads Norwegian steering documents into a graph of who must do what, for whom, by when and why
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 110)]
pub struct Arguments {
    /// Folder of the store; made if it is not there
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "STYRINGSGRAF_STORE",
        default_value = ".styringsgraf"
    )]
    pub store: PathBuf,
    /// Folder with vocabulary files (*.toml) that extend or replace the built-in units, target groups and statutes
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "STYRINGSGRAF_VOCABULARY"
    )]
    pub vocabulary: Option<PathBuf>,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve pages and GraphQL; an empty store is filled with the shipped letters first
    #[command(
        after_help = "Examples:\n  styringsgraf serve\n  styringsgraf serve letters/\n  styringsgraf serve --store /srv/letters --listen 0.0.0.0:8080"
    )]
    Serve(Serve),
    /// Read letters into the store
    #[command(
        after_help = "Examples:\n  styringsgraf ingest tildelingsbrev-2024.pdf\n  styringsgraf ingest letters/\n  styringsgraf ingest --name brev-2024 - < brev.docx"
    )]
    Ingest(Ingest),
    /// List the documents in the store
    #[command(after_help = "Example:\n  styringsgraf documents --format json")]
    Documents(Documents),
    /// List requirements
    #[command(
        after_help = "Examples:\n  styringsgraf obligations --unit nav-kontor --year 2024\n  styringsgraf obligations --kind reporting --due-to 2024-12-31 --order due --format csv"
    )]
    Obligations(Obligations),
    /// Search the full text, best hits first; "…" holds a phrase
    #[command(
        after_help = "Examples:\n  styringsgraf search ungdomsgaranti åtte uker\n  styringsgraf search '\"fast kontaktperson\"' --year 2024 --format json"
    )]
    Search(Search),
    /// Show one thing by its id: a document, section, requirement, goal, indicator, unit, target group
    #[command(
        after_help = "Examples:\n  styringsgraf show document:tildelingsbrev-2024\n  styringsgraf show unit:nav-kontor"
    )]
    Show(Show),
    /// Tell what changed between two letters, given as files or as documents in the store
    #[command(
        after_help = "Exit code: 0 when nothing changed, 1 when something did, 2 on trouble.\n\nExamples:\n  styringsgraf diff brev-2023.txt brev-2024.md\n  styringsgraf diff tildelingsbrev-2023 tildelingsbrev-2024 --only weakened,removed\n  styringsgraf diff brev-2024.txt brev-2024.txt --after-supplement tillegg-mai.txt --as-of 2024-06-30"
    )]
    Diff(Diff),
    /// Remove documents from the store
    Remove(Remove),
    /// Read every stored text anew with this program's rules and vocabulary
    Reindex,
    /// Compare every letter in the store with its digest, and tell what is lost, damaged or unnamed
    #[command(
        after_help = "Exit code: 0 when all is whole, 2 otherwise.\n\nExample:\n  styringsgraf check --repair"
    )]
    Check(Check),
    /// Write all letters into one file; a server may go on meanwhile
    #[command(after_help = "Example:\n  styringsgraf backup letters.tar --store /srv/letters")]
    Backup(Backup),
    /// Make a store of a backup, in a new folder
    #[command(after_help = "Example:\n  styringsgraf restore letters.tar --store /srv/letters-new")]
    Restore(Restore),
    /// Write everything out for other programs
    #[command(
        after_help = "Examples:\n  styringsgraf export > facts.jsonl\n  styringsgraf export --format csv > requirements.csv"
    )]
    Export(Export),
    /// Score what was read against gold rows (JSON Lines)
    #[command(
        after_help = "Example:\n  styringsgraf evaluate --letters letters/ gold/*-obligations.jsonl gold/yoy.jsonl"
    )]
    Evaluate(Evaluate),
    /// Show where a requirement comes from and what becomes of it
    #[command(
        after_help = "Examples:\n  styringsgraf trace obligation:tildelingsbrev-2024/3.1/4\n  styringsgraf trace obligation:tildelingsbrev-2024/3.1/4 --format dot | dot -Tsvg > chain.svg"
    )]
    Trace(Trace),
    /// List what a letter leaves out of the letter above, and what it asks with nothing above
    #[command(
        after_help = "Examples:\n  styringsgraf gaps\n  styringsgraf gaps tildelingsbrev-2024 mal-og-disponeringsbrev-2024 --format csv"
    )]
    Gaps(Gaps),
    /// Answer an assistant by the Model Context Protocol over standard input and output; read-only
    #[command(
        after_help = "Example of a client's configuration:\n  { \"command\": \"styringsgraf\", \"args\": [\"mcp\", \"--store\", \"/srv/letters\"] }"
    )]
    Mcp,
    /// Read one file from standard input with little memory and time; `ingest` and `serve` start it
    #[command(hide = true)]
    ReadFile(ReadFile),
    /// Print the GraphQL schema
    #[command(after_help = "Example:\n  styringsgraf schema > schema.graphql")]
    Schema,
    /// Print a completion script for a shell
    #[command(
        after_help = "Example:\n  styringsgraf completions bash > ~/.local/share/bash-completion/completions/styringsgraf"
    )]
    Completions(Completions),
    /// Make letters to measure with, and the truth about their links
    #[command(hide = true)]
    Generate(Generate),
}

/// Form of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// A table for people
    #[default]
    Table,
    /// One JSON array
    Json,
    /// Comma-separated values with a header row
    Csv,
}

/// `serve`
#[derive(Debug, Args)]
pub struct Serve {
    /// Files and folders with letters to read in at the start, instead of the shipped ones; pages show how far it has come
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Address to listen on; 127.0.0.1 reaches this machine alone
    #[arg(long, value_name = "ADDRESS", env = "STYRINGSGRAF_LISTEN", default_value = config::DEFAULT_LISTEN)]
    pub listen: SocketAddr,
    /// Token that grants changes over the network, sent as `Authorization: Bearer TOKEN`;
    /// without one nothing can be changed over the network
    #[arg(
        long,
        value_name = "TOKEN",
        env = "STYRINGSGRAF_TOKEN",
        hide_env_values = true
    )]
    pub token: Option<String>,
    /// Origin of another site whose pages may open a WebSocket, such as `https://app.example`
    #[arg(
        long = "allow-origin",
        value_name = "ORIGIN",
        env = "STYRINGSGRAF_ALLOW_ORIGIN",
        value_delimiter = ','
    )]
    pub origins: Vec<String>,
    /// Name of a host that the server may be asked under, such as `styring.example.no`, besides its addresses and `localhost`
    #[arg(
        long = "allow-host",
        value_name = "NAME",
        env = "STYRINGSGRAF_ALLOW_HOST",
        value_delimiter = ','
    )]
    pub hosts: Vec<String>,
    /// Leave an empty store empty instead of reading the shipped letters
    #[arg(long)]
    pub no_corpus: bool,
}

/// `ingest`
#[derive(Debug, Args)]
pub struct Ingest {
    /// Files (PDF, Word, ODT, HTML, Markdown, text, or a ZIP of them), folders with their subfolders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Id of the document read from standard input
    #[arg(long, value_name = "ID")]
    pub name: Option<String>,
    /// Put a letter in the place of another one that has its id, whatever that is
    #[arg(long)]
    pub replace: bool,
    /// Print nothing but trouble
    #[arg(long, short)]
    pub quiet: bool,
}

/// `check`
#[derive(Debug, Args)]
pub struct Check {
    /// Write letters again from what was read out of them, where that is all of them
    #[arg(long)]
    pub repair: bool,
}

/// `backup`
#[derive(Debug, Args)]
pub struct Backup {
    /// File to write, a tar archive
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// `restore`
#[derive(Debug, Args)]
pub struct Restore {
    /// File that `backup` wrote
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// Form of a trace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum TraceForm {
    /// A tree for people
    #[default]
    Tree,
    /// Nodes and edges with their evidence
    Json,
    /// The DOT language of Graphviz
    Dot,
}

/// Which way a trace goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Way {
    /// To goal, law, letter above, last year
    Up,
    /// To letter below, next year, results
    Down,
    /// Both ways
    #[default]
    Both,
}

/// `trace`
#[derive(Debug, Args)]
pub struct Trace {
    /// Id of a requirement, or of any other node
    #[arg(value_name = "ID")]
    pub id: String,
    /// Which way to go
    #[arg(long, value_enum, default_value_t)]
    pub direction: Way,
    /// How many steps at most
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub depth: usize,
    /// Form of the trace
    #[arg(long, value_enum, default_value_t)]
    pub format: TraceForm,
}

/// `gaps`
#[derive(Debug, Args)]
pub struct Gaps {
    /// Letter above; every pair of letters above each other when left out
    #[arg(value_name = "UPPER", requires = "lower")]
    pub upper: Option<String>,
    /// Letter below
    #[arg(value_name = "LOWER")]
    pub lower: Option<String>,
    /// Form of the list
    #[arg(long, value_enum, default_value_t)]
    pub format: ListFormat,
}

/// `documents`
#[derive(Debug, Args)]
pub struct Documents {
    /// Form of the list
    #[arg(long, value_enum, default_value_t)]
    pub format: ListFormat,
}

/// `obligations`
#[derive(Debug, Args)]
pub struct Obligations {
    /// Which requirements; all when left out
    #[command(flatten)]
    pub filter: Filter,
    /// Order of the list
    #[arg(long, value_enum, default_value_t)]
    pub order: Order,
    /// Form of the list
    #[arg(long, value_enum, default_value_t)]
    pub format: ListFormat,
}

/// `search`
#[derive(Debug, Args)]
pub struct Search {
    /// Words to search for
    #[arg(required = true, value_name = "WORD")]
    pub words: Vec<String>,
    /// Which requirements; with any of these only requirements are found
    #[command(flatten)]
    pub filter: Filter,
    /// How many hits at most
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    /// Form of the list
    #[arg(long, value_enum, default_value_t)]
    pub format: ListFormat,
}

/// Narrows a list of requirements; options of one kind are joined by "or", others by "and".
#[derive(Clone, Debug, Default, Args)]
pub struct Filter {
    /// Document id
    #[arg(long, value_name = "ID")]
    pub document: Vec<String>,
    /// Year that the letter concerns
    #[arg(long, value_name = "YEAR")]
    pub year: Vec<i16>,
    /// Kind of requirement
    #[arg(long, value_enum, value_name = "KIND")]
    pub kind: Vec<Kind>,
    /// How strongly it directs
    #[arg(long, value_enum, value_name = "MODALITY")]
    pub modality: Vec<ModalityName>,
    /// Unit that must act, by its slug
    #[arg(long, value_name = "UNIT")]
    pub unit: Vec<String>,
    /// Count requirements of the wholes that the unit is part of
    #[arg(long)]
    pub inherited: bool,
    /// Target group, by its slug; narrower groups count
    #[arg(long, value_name = "GROUP")]
    pub target_group: Vec<String>,
    /// Act or section that is cited: "folketrygdloven § 11-12"
    #[arg(long, value_name = "CITATION")]
    pub legal: Option<String>,
    /// Only those with a deadline (true) or without (false)
    #[arg(long, value_name = "BOOL")]
    pub has_deadline: Option<bool>,
    /// Due on this day or later: 2024-03-01
    #[arg(long, value_name = "DATE")]
    pub due_from: Option<jiff::civil::Date>,
    /// Due on this day or earlier
    #[arg(long, value_name = "DATE")]
    pub due_to: Option<jiff::civil::Date>,
    /// Words that the text must hold
    #[arg(long, value_name = "WORDS")]
    pub text: Option<String>,
    /// Only those that forbid (true) or that ask for something (false)
    #[arg(long, value_name = "BOOL")]
    pub forbids: Option<bool>,
    /// Official id of the assignment: TB2031-4
    #[arg(long, value_name = "ID")]
    pub official_id: Option<String>,
}

impl Filter {
    /// The filter as the archive takes it.
    pub fn model(&self) -> model::ObligationFilter {
        let bare = |ids: &[String], kind: &str| {
            let strip = |id: &String| id.strip_prefix(kind).unwrap_or(id).to_owned();
            ids.iter().map(strip).collect()
        };
        model::ObligationFilter {
            documents: bare(&self.document, "document:"),
            years: self.year.clone(),
            kinds: self.kind.iter().map(|kind| kind.model()).collect(),
            modalities: self.modality.iter().map(|name| name.model()).collect(),
            units: bare(&self.unit, "unit:"),
            include_inherited: self.inherited,
            target_groups: bare(&self.target_group, "target-group:"),
            goals: Vec::new(),
            sections: Vec::new(),
            legal: self.legal.clone(),
            has_deadline: self.has_deadline,
            due_from: self.due_from,
            due_to: self.due_to,
            text: self.text.clone(),
            polarity: self.forbids.map(|forbids| match forbids {
                true => model::Polarity::Negative,
                false => model::Polarity::Positive,
            }),
            official_id: self.official_id.clone(),
        }
    }
}

/// Kind of requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Any other requirement (plikt)
    Duty,
    /// A task given (oppdrag)
    Assignment,
    /// Asks for a report, statistic or account (rapporteringskrav)
    Reporting,
    /// Names somebody or something as prioritised (prioritering)
    Priority,
}

impl Kind {
    fn model(self) -> model::ObligationKind {
        match self {
            Kind::Duty => model::ObligationKind::Duty,
            Kind::Assignment => model::ObligationKind::Assignment,
            Kind::Reporting => model::ObligationKind::Reporting,
            Kind::Priority => model::ObligationKind::Priority,
        }
    }
}

/// How strongly a requirement directs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ModalityName {
    /// skal, må
    Must,
    /// bør, anbefales
    Should,
    /// kan, where it grants an option
    May,
    /// bes om
    Requested,
    /// forventes
    Expected,
}

impl ModalityName {
    fn model(self) -> model::Modality {
        match self {
            ModalityName::Must => model::Modality::Must,
            ModalityName::Should => model::Modality::Should,
            ModalityName::May => model::Modality::May,
            ModalityName::Requested => model::Modality::Requested,
            ModalityName::Expected => model::Modality::Expected,
        }
    }
}

/// Order of requirements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Order {
    /// As they stand in the letters
    #[default]
    Document,
    /// Earliest due first
    Due,
    /// Strongest first
    Modality,
    /// By official id of the assignment, those without one last
    OfficialId,
}

impl Order {
    /// The order as the archive takes it.
    pub fn model(self) -> model::ObligationOrder {
        match self {
            Order::Document => model::ObligationOrder::Document,
            Order::Due => model::ObligationOrder::Due,
            Order::Modality => model::ObligationOrder::Modality,
            Order::OfficialId => model::ObligationOrder::OfficialId,
        }
    }
}

/// `show`
#[derive(Debug, Args)]
pub struct Show {
    /// Id, such as obligation:tildelingsbrev-2024/3.1/ungdomsgaranti/4; a bare document id will do
    pub id: String,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `diff`
#[derive(Debug, Args)]
pub struct Diff {
    /// The earlier letter: a file, - for standard input, or a document id
    #[arg(value_name = "A")]
    pub before: String,
    /// The later letter
    #[arg(value_name = "B")]
    pub after: String,
    /// Form of the answer; json and csv hold unchanged requirements too
    #[arg(long, value_enum, default_value_t)]
    pub format: DiffFormat,
    /// Only these changes; any when left out
    #[arg(long, value_enum, value_delimiter = ',', value_name = "CHANGE")]
    pub only: Vec<Only>,
    /// Only changes of these; all but sections when left out
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    pub what: Vec<WhatName>,
    /// Only requirements that this unit must act on in either letter, by its slug
    #[arg(long, value_name = "UNIT")]
    pub unit: Vec<String>,
    /// Only requirements for this target group in either letter, by its slug
    #[arg(long, value_name = "GROUP")]
    pub target_group: Vec<String>,
    /// Only changes in this section, by its path in either letter; subsections count
    #[arg(long, value_name = "PATH")]
    pub section: Vec<String>,
    /// Show unchanged requirements and sections too
    #[arg(long)]
    pub all: bool,
    /// A supplementary letter to the earlier letter
    #[arg(long, value_name = "LETTER")]
    pub before_supplement: Vec<String>,
    /// A supplementary letter to the later letter
    #[arg(long, value_name = "LETTER")]
    pub after_supplement: Vec<String>,
    /// Count supplementary letters up to this day; all when left out
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<jiff::civil::Date>,
    /// Language of the explanations
    #[arg(long, value_enum, default_value_t)]
    pub language: LanguageName,
    /// When to colour the text
    #[arg(long, value_enum, default_value_t)]
    pub color: When,
}

impl Diff {
    /// The filter as the comparison takes it; `--only` is looked at apart.
    pub fn filter(&self) -> diff::ChangeFilter {
        let bare = |ids: &[String], kind: &str| {
            let strip = |id: &String| id.strip_prefix(kind).unwrap_or(id).to_owned();
            ids.iter().map(strip).collect()
        };
        diff::ChangeFilter {
            whats: self.what.iter().map(|what| what.model()).collect(),
            units: bare(&self.unit, "unit:"),
            target_groups: bare(&self.target_group, "target-group:"),
            sections: self.section.clone(),
            ..diff::ChangeFilter::default()
        }
    }
}

/// Form of a comparison.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// Text for people, coloured on a terminal
    #[default]
    Text,
    /// One JSON object with a version
    Json,
    /// Comma-separated values with a header row
    Csv,
    /// Markdown
    Markdown,
    /// A page that stands alone
    Html,
}

/// Which changes are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Only {
    /// Only in the later letter
    Added,
    /// Only in the earlier letter
    Removed,
    /// Demands something else
    Changed,
    /// The same in other words
    Reworded,
    /// The same in the same words
    Unchanged,
    /// In another section, or of another kind
    Moved,
    /// Directs more strongly
    Strengthened,
    /// Directs less strongly
    Weakened,
    /// How strongly it directs differs
    Modality,
    /// The deadline differs
    Deadline,
    /// A figure differs
    Number,
    /// Who must act differs
    Unit,
    /// Whom it is for differs
    TargetGroup,
    /// The statute differs
    Legal,
    /// What is to be done differs
    Scope,
}

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum WhatName {
    /// Requirements
    Obligation,
    /// Indicators
    Indicator,
    /// Goals
    Goal,
    /// Priorities
    Priority,
    /// Sections
    Section,
    /// Rows of the budget table
    BudgetItem,
}

impl WhatName {
    fn model(self) -> diff::What {
        match self {
            WhatName::Obligation => diff::What::Obligation,
            WhatName::Indicator => diff::What::Indicator,
            WhatName::Goal => diff::What::Goal,
            WhatName::Priority => diff::What::Priority,
            WhatName::Section => diff::What::Section,
            WhatName::BudgetItem => diff::What::BudgetItem,
        }
    }
}

/// Language of explanations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum LanguageName {
    /// Norwegian bokmål
    #[default]
    Nb,
    /// English
    En,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// `remove`
#[derive(Debug, Args)]
pub struct Remove {
    /// Document ids
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<String>,
    /// Remove their letters from the disk too, with all older ones; without it they are kept
    #[arg(long)]
    pub forget: bool,
}

/// Form of an export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// JSON Lines: one fact a line, each with its type
    #[default]
    Jsonl,
    /// Comma-separated values: the requirements
    Csv,
    /// The graph in the DOT language
    Dot,
}

/// `export`
#[derive(Debug, Args)]
pub struct Export {
    /// Form of the export
    #[arg(long, value_enum, default_value_t)]
    pub format: ExportFormat,
}

/// `evaluate`
#[derive(Debug, Args)]
pub struct Evaluate {
    /// Gold files; their rows tell what they are about
    #[arg(required = true, value_name = "GOLD")]
    pub gold: Vec<PathBuf>,
    /// Folder of the letters; the store's when left out
    #[arg(long, value_name = "DIR")]
    pub letters: Option<PathBuf>,
    /// Show up to N examples of each kind of miss
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub misses: usize,
    /// Form of the list
    #[arg(long, value_enum, default_value_t)]
    pub format: ListFormat,
}

/// `completions`
#[derive(Debug, Args)]
pub struct Completions {
    /// Shell
    pub shell: clap_complete::Shell,
}

/// `generate`
#[derive(Debug, Args)]
pub struct Generate {
    /// Folder to write into; made if it is not there
    pub folder: PathBuf,
    /// How many letters
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub letters: usize,
    /// Other seeds make other letters
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// How long a letter is about
    #[arg(long, value_name = "BYTES", default_value_t = 48_000)]
    pub bytes: usize,
}

/// Arguments of the hidden command `read-file`.
#[derive(Debug, Args)]
pub struct ReadFile {
    /// Name of the file
    pub file_name: String,
}
