use std::path::Path;
use styringsgraf::{
    evaluate, extract::Extractor, model::Document, read, segment, vocabulary::Vocabulary,
};
fn main() {
    let letters = std::env::var("STYRINGSGRAF_LETTERS").unwrap_or("/work/shared/letters".into());
    let gold_dir = "/work/shared/gold";
    let misses: usize = std::env::args()
        .nth(1)
        .and_then(|a| a.parse().ok())
        .unwrap_or(0);
    let extractor = Extractor::new(&Vocabulary::built_in());
    let mut docs = Vec::new();
    let mut paths: Vec<_> = std::fs::read_dir(&letters)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    paths.sort();
    for p in paths {
        let bytes = std::fs::read(&p).unwrap();
        let name = p.file_name().unwrap().to_str().unwrap().to_owned();
        let id = Path::new(&name)
            .file_stem()
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        let text = read::read(&bytes, &name).unwrap();
        let outline = segment::segment(&text);
        let facts = extractor.extract(&id, &text, &outline);
        eprintln!(
            "{id}: {:?} {:?} {:?} obligations {} units {:?}",
            facts.head.kind,
            facts.head.sender.as_ref().map(|s| &s.value),
            facts.head.recipient.as_ref().map(|s| &s.value),
            facts.obligations.len(),
            facts
                .units
                .iter()
                .map(|u| format!("{}={:?}", u.slug, u.short_name))
                .collect::<Vec<_>>()
        );
        let mut out = String::new();
        let covered: std::collections::BTreeMap<u32, usize> = facts
            .obligations
            .iter()
            .enumerate()
            .flat_map(|(i, o)| o.statements.iter().map(move |s| (*s, i)))
            .collect();
        let mut section = u32::MAX;
        for (i, s) in outline.statements.iter().enumerate() {
            if s.section != section {
                section = s.section;
                out.push_str(&format!(
                    "\n## {} | {}\n",
                    outline.sections[section as usize].path,
                    outline.heading_path(section).join(" > ")
                ));
            }
            let b = &outline.blocks[s.block as usize];
            let form = match &b.form {
                styringsgraf::model::BlockForm::Paragraph => "P".into(),
                styringsgraf::model::BlockForm::Item { depth, marker } => {
                    format!("I{depth}{marker}")
                }
                styringsgraf::model::BlockForm::Row { table, row, .. } => format!("R{table}.{row}"),
            };
            let tag = match covered.get(&(i as u32)) {
                Some(o) => {
                    let o = &facts.obligations[*o];
                    format!(
                        "** {:?}/{:?} [{}] p[{}] {}/{}",
                        o.modality.value,
                        o.kind.value,
                        o.units
                            .iter()
                            .map(|u| format!("{}{}", u.unit, if u.explicit { "!" } else { "" }))
                            .collect::<Vec<_>>()
                            .join(","),
                        o.partners
                            .iter()
                            .map(|p| p.value.clone())
                            .collect::<Vec<_>>()
                            .join(","),
                        o.modality.evidence.rule,
                        o.units[0].evidence.rule
                    )
                }
                None => String::new(),
            };
            out.push_str(&format!(
                "{}{}{} {}\n",
                form,
                if s.is_lead_in { "L" } else { "" },
                if tag.is_empty() {
                    " --".into()
                } else {
                    format!(" {tag}")
                },
                s.text
            ));
        }
        std::fs::write(format!("/tmp/out-{id}.txt"), out).unwrap();
        docs.push(Document {
            id,
            ingested: None,
            text,
            outline,
            facts,
        });
    }
    for set in [
        vec![
            "md23-obligations.jsonl",
            "md24-obligations.jsonl",
            "tb24-obligations.jsonl",
        ],
        vec!["md23-obligations.jsonl"],
        vec!["md24-obligations.jsonl"],
        vec!["tb24-obligations.jsonl"],
    ] {
        let mut gold = Vec::new();
        for f in &set {
            gold.extend(
                evaluate::gold_obligations(
                    &std::fs::read_to_string(format!("{gold_dir}/{f}")).unwrap(),
                )
                .unwrap(),
            );
        }
        let figures = evaluate::obligations(&docs, &gold, if set.len() > 1 { misses } else { 0 });
        for m in &figures.misses {
            println!("{m}");
        }
        let f =
            |x: &evaluate::Figures| format!("P {:.3} R {:.3} F {:.3}", x.precision, x.recall, x.f1);
        println!(
            "{:?} det {} (gold {} found {}) mod {:.3} kind {:.3} joint {}",
            set,
            f(&figures.detection),
            figures.detection.gold,
            figures.detection.found,
            figures.modality_accuracy,
            figures.kind_accuracy,
            f(&figures.joint)
        );
        for (a, x) in &figures.attributes {
            print!("  {} {};", a.name(), f(x));
        }
        println!();
    }
}
