//! What a document has named so far: the letter's parties, the last unit of each short form's class, and
//! who the sentence before spoke of.

use crate::model::{FoundUnit, Head};
use crate::vocabulary::Phrases;
use rustc_hash::FxHashMap;

/// What a document's sentences have named so far.
#[derive(Clone, Debug, Default)]
pub(in crate::extract) struct Memory {
    /// Slug of the recipient.
    pub recipient: String,
    /// Slug of the sender.
    pub sender: Option<String>,
    /// Slug of the kind that the recipient is one of, where it is a unit found in the letter.
    pub(super) recipient_kind: Option<String>,
    /// Whether the head names a recipient at all.
    pub(super) addressed: bool,
    /// Last unit meant for each short form's class.
    pub(super) last: FxHashMap<&'static str, String>,
    /// The same within the section being read.
    pub(super) here: FxHashMap<&'static str, String>,
    /// Units named in the block being read, in order.
    pub block: Vec<String>,
    /// Who the sentence before was about, where its subject was a unit or units.
    pub subject: Vec<String>,
    /// The last several units that the section named as acting together.
    pub group: Vec<String>,
    /// Names and short names of units found in the document.
    pub(super) found: Option<(Phrases, Vec<String>)>,
    /// Which unit of the recipient's own house each short form's class means, once it is looked up.
    pub(super) own: FxHashMap<&'static str, Option<String>>,
}

impl Memory {
    /// The memory at a document's start.
    pub(in crate::extract) fn new(head: &Head, found: &[FoundUnit]) -> Memory {
        let recipient = head.recipient.as_ref().map(|unit| unit.value.clone());
        let mut memory = Memory {
            addressed: recipient.is_some(),
            recipient: recipient.unwrap_or_else(|| "mottakeren".to_owned()),
            sender: head.sender.as_ref().map(|unit| unit.value.clone()),
            ..Memory::default()
        };
        if !found.is_empty() {
            let mut names: Vec<(&str, u32)> = Vec::new();
            for (index, unit) in found.iter().enumerate() {
                let all = [unit.name.as_str()].into_iter();
                let all = all.chain(unit.short_name.as_deref());
                let all = all.chain(unit.aliases.iter().map(String::as_str));
                names.extend(all.map(|name| (name, index as u32)));
            }
            let slugs = found.iter().map(|unit| unit.slug.clone()).collect();
            memory.found = Some((Phrases::new(names), slugs));
            let recipient = found.iter().find(|unit| unit.slug == memory.recipient);
            memory.recipient_kind = recipient.and_then(|unit| unit.instance_of.clone());
        }
        memory
    }

    /// Forgets the block that was read. Who it was about is still known: "De skal også …" may open the
    /// next paragraph.
    pub(in crate::extract) fn next_block(&mut self) {
        self.block.clear();
    }

    /// Forgets the section that was read.
    pub(in crate::extract) fn next_section(&mut self) {
        self.group.clear();
        self.here.clear();
        self.subject.clear();
    }

    /// Keeps who a sentence was about; nobody where its subject was no unit.
    pub(in crate::extract) fn spoke_of(&mut self, units: Vec<String>) {
        self.subject = units;
    }

    /// Keeps who a requirement was laid upon, and with whom.
    pub(in crate::extract) fn acted(&mut self, units: &[String], partners: &[String]) {
        self.subject = units.to_vec();
        if units.len() + partners.len() > 1 && !units.is_empty() {
            self.group = units.iter().chain(partners).cloned().collect();
        }
    }

    /// Keeps the unit last meant for its classes.
    pub(super) fn remember(&mut self, slug: &str, classes: &[&'static str]) {
        for class in classes {
            for last in [&mut self.last, &mut self.here] {
                match last.get_mut(class) {
                    Some(last) => slug.clone_into(last),
                    None => {
                        last.insert(class, slug.to_owned());
                    }
                }
            }
        }
        if !self.block.iter().any(|one| one == slug) {
            self.block.push(slug.to_owned());
        }
    }
}
