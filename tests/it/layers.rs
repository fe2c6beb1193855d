use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Which module may import which, as ARCHITECTURE.md says.
const ARROWS: [(&str, &str); 23] = [
    ("generate", ""),
    ("model", ""),
    ("language", ""),
    ("likeness", ""),
    ("vocabulary", "language model"),
    ("config", ""),
    ("read", "model"),
    ("segment", "language vocabulary model"),
    ("quantity", "language model"),
    ("extract", "language quantity vocabulary model"),
    ("graph", "language vocabulary model"),
    ("diff", "language likeness graph vocabulary model"),
    (
        "trace",
        "language likeness quantity graph diff vocabulary model",
    ),
    ("search", "language vocabulary model"),
    ("reading", "read segment extract vocabulary model"),
    ("store", "model"),
    (
        "archive",
        "language reading read segment extract graph diff trace search store vocabulary model",
    ),
    (
        "evaluate",
        "language archive graph diff trace search vocabulary model",
    ),
    (
        "graphql",
        "language archive graph diff trace search vocabulary model",
    ),
    (
        "web",
        "language archive graph diff trace search vocabulary model",
    ),
    ("mcp", "graphql"),
    ("server", "graphql mcp web archive config"),
    (
        "cli",
        "language mcp reading server generate graphql archive evaluate graph diff trace search store vocabulary config read segment extract model",
    ),
];

/// Which libraries stand behind a fence, and where they may be named.
const FENCES: [(&str, &[&str]); 9] = [
    ("petgraph", &["graph", "trace"]),
    ("tantivy", &["search"]),
    ("sled", &["store"]),
    ("async_graphql", &["graphql", "mcp", "server"]),
    ("axum", &["web", "server", "graphql"]),
    ("tokio", &["server", "graphql", "web", "cli"]),
    ("clap", &["cli", "config"]),
    ("anyhow", &["cli"]),
    ("indicatif", &["cli"]),
];

#[test]
fn modules_import_only_what_the_architecture_allows() {
    let arrows: BTreeMap<&str, Vec<&str>> = ARROWS
        .iter()
        .map(|(module, allowed)| (*module, allowed.split_whitespace().collect()))
        .collect();
    let mut wrong = Vec::new();
    for (module, path, code) in sources() {
        let allowed = arrows
            .get(module.as_str())
            .unwrap_or_else(|| panic!("module `{module}` is missing in the table"));
        for (at, _) in code.match_indices("crate::") {
            let rest = &code[at + 7..];
            let end = rest.find(|letter: char| !letter.is_ascii_lowercase() && letter != '_');
            let imported = &rest[..end.unwrap_or(rest.len())];
            if imported != module && arrows.contains_key(imported) && !allowed.contains(&imported) {
                wrong.push(format!("{}: {module} → {imported}", path.display()));
            }
        }
        for (library, homes) in FENCES {
            let named =
                code.contains(&format!("{library}::")) || code.contains(&format!("use {library};"));
            let own_module = code.contains(&format!("mod {library};"))
                || code.contains(&format!("self::{library}::"));
            if named && !own_module && !homes.contains(&module.as_str()) {
                wrong.push(format!("{}: {module} names {library}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "forbidden imports:\n{}", wrong.join("\n"));
}

#[test]
fn every_module_says_what_it_is_for() {
    let silent: Vec<String> = sources()
        .filter(|(_, path, code)| !path.ends_with("tests.rs") && !code.starts_with("//!"))
        .map(|(_, path, _)| path.display().to_string())
        .collect();
    assert!(silent.is_empty(), "no //! at the top: {silent:?}");
}

/// Every source file of a module: its module, its path, its text without the unit tests.
fn sources() -> impl Iterator<Item = (String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files.into_iter().filter_map(move |path| {
        let inner = path.strip_prefix(&root).unwrap();
        let first = inner.components().next()?.as_os_str().to_str()?;
        let module = first.strip_suffix(".rs").unwrap_or(first).to_owned();
        // What only tests share may use the stages before it.
        if path.ends_with("testing.rs") {
            return None;
        }
        let code = std::fs::read_to_string(&path).unwrap();
        // A comment may point anywhere.
        let code: String = code
            .split_inclusive('\n')
            .map(|line| match line.trim_start().starts_with("//") {
                true if line.starts_with("//!") => "//!\n",
                true => "\n",
                false => line,
            })
            .collect();
        let code = code
            .split("#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or_default()
            .to_owned();
        (module != "main" && module != "lib").then_some((module, path, code))
    })
}

/// Rooms that hold knowledge of no agency: what units and groups are called is data.
#[test]
fn no_slug_of_the_built_in_vocabulary_stands_in_the_source() {
    let vocabulary = styringsgraf::vocabulary::Vocabulary::built_in();
    let units = vocabulary.units().iter().map(|unit| unit.slug.as_str());
    let groups = vocabulary.target_groups().iter();
    let slugs: std::collections::BTreeSet<&str> = units
        .chain(groups.map(|group| group.slug.as_str()))
        .collect();
    let mut open = vec![
        "src/trace".into(),
        "src/graph".into(),
        "src/extract/target_group".into(),
        "src/extract/target_group.rs".into(),
        "src/extract/naming.rs".into(),
        "src/extract/service.rs".into(),
    ];
    let mut wrong = Vec::new();
    while let Some(path) = open.pop() {
        let path: std::path::PathBuf = path;
        if path.is_dir() {
            open.extend(
                std::fs::read_dir(&path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
            continue;
        }
        if path.ends_with("tests.rs") {
            continue;
        }
        let source = std::fs::read_to_string(&path).unwrap();
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        for line in lines {
            let literals = line.split('"').skip(1).step_by(2);
            let named = literals.filter(|literal| slugs.contains(literal));
            wrong.extend(named.map(|slug| format!("{}: {slug}", path.display())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
