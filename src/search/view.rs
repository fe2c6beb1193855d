//! The index as one query sees it: segments, their postings and columns.

use super::SearchError;
use super::item::Item;
use super::schema::{Fields, Place};
use std::ops::Range;
use std::sync::Arc;
use tantivy::columnar::{Column, StrColumn};
use tantivy::postings::{Postings as _, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, InvertedIndexReader, Searcher, SegmentReader, TERMINATED, Term};

/// An item by place: which segment, which of its documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) segment: u32,
    pub(super) item: u32,
}

/// Some items, sorted by place, and which of them stand in each segment.
#[derive(Clone, Debug, Default)]
pub(super) struct Spots {
    pub(super) all: Vec<Spot>,
    ranges: Vec<Range<usize>>,
}

impl Spots {
    /// These items, each once.
    pub(super) fn new(mut all: Vec<Spot>, segments: usize) -> Spots {
        all.sort_unstable();
        all.dedup();
        let mut ranges = Vec::with_capacity(segments);
        let mut start = 0;
        for segment in 0..segments as u32 {
            let end = start + all[start..].partition_point(|spot| spot.segment == segment);
            ranges.push(start..end);
            start = end;
        }
        Spots { all, ranges }
    }

    /// Which of them this is.
    pub(super) fn find(&self, spot: Spot) -> Option<usize> {
        self.all.binary_search(&spot).ok()
    }
}

/// All segments of the index at one moment.
pub(super) struct View {
    pub(super) searcher: Searcher,
    pub(super) fields: Fields,
    pub(super) segments: Vec<Segment>,
}

/// One segment.
pub(super) struct Segment {
    pub(super) reader: SegmentReader,
    body: Arc<InvertedIndexReader>,
    context: Arc<InvertedIndexReader>,
    target: Column<u64>,
    shape: Column<u64>,
    /// Slugs of the letters, by number.
    pub(super) document: Option<StrColumn>,
    pub(super) unit: Option<StrColumn>,
    pub(super) group: Option<StrColumn>,
    /// Number of a letter in this segment → its place among all letters.
    documents: Vec<Option<u32>>,
}

impl View {
    /// The index as the searcher has it; `place` tells where the letter with a slug stands.
    pub(super) fn new(
        searcher: Searcher,
        fields: Fields,
        place: impl Fn(&str) -> Option<u32>,
    ) -> Result<View, SearchError> {
        let readers = searcher.segment_readers().iter();
        let segments = readers.map(|reader| Segment::new(reader, fields, &place));
        let segments = segments.collect::<Result<_, _>>()?;
        Ok(View {
            searcher,
            fields,
            segments,
        })
    }

    /// How many items there are.
    pub(super) fn count(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// The item at a place.
    pub(super) fn item(&self, spot: Spot) -> Item {
        self.segments[spot.segment as usize].item(spot.item)
    }

    /// The letter that an item stands in, by its place among all.
    pub(super) fn document(&self, spot: Spot) -> Option<u32> {
        self.segments[spot.segment as usize].letter(spot.item)
    }

    /// The term of this text.
    pub(super) fn term(&self, place: Place, text: &str) -> Term {
        Term::from_field_text(self.fields.of(place), text)
    }

    /// In how many items the term stands.
    pub(super) fn frequency(&self, place: Place, text: &str) -> Result<u32, SearchError> {
        let term = self.term(place, text);
        let mut frequency = 0;
        for segment in &self.segments {
            frequency += segment.inverted(place).doc_freq(&term)?;
        }
        Ok(frequency)
    }

    /// Calls `each` for those of the items that hold the term: which one, and how often it does.
    pub(super) fn each(
        &self,
        place: Place,
        text: &str,
        spots: &Spots,
        mut each: impl FnMut(usize, u32),
    ) -> Result<(), SearchError> {
        self.walk(
            place,
            text,
            IndexRecordOption::WithFreqs,
            spots,
            |at, postings| {
                each(at, postings.term_freq());
            },
        )
    }

    /// Calls `each` for those of the items whose own words hold the term, with the places of the words.
    pub(super) fn positions(
        &self,
        text: &str,
        spots: &Spots,
        mut each: impl FnMut(usize, &[u32]),
    ) -> Result<(), SearchError> {
        let option = IndexRecordOption::WithFreqsAndPositions;
        let mut positions = Vec::new();
        self.walk(Place::Body, text, option, spots, |at, postings| {
            postings.positions(&mut positions);
            each(at, &positions);
        })
    }

    fn walk(
        &self,
        place: Place,
        text: &str,
        option: IndexRecordOption,
        spots: &Spots,
        mut each: impl FnMut(usize, &mut SegmentPostings),
    ) -> Result<(), SearchError> {
        let term = self.term(place, text);
        for (segment, range) in self.segments.iter().zip(&spots.ranges) {
            if range.is_empty() {
                continue;
            }
            let Some(mut postings) = segment.inverted(place).read_postings(&term, option)? else {
                continue;
            };
            for at in range.clone() {
                let item = spots.all[at].item;
                if postings.doc() < item {
                    postings.seek(item);
                }
                if postings.doc() == TERMINATED {
                    break;
                }
                if postings.doc() == item {
                    each(at, &mut postings);
                }
            }
        }
        Ok(())
    }

    /// What stands in a field after a beginning that holds all up to its blank: at most `most` ends.
    pub(super) fn ends(
        &self,
        field: Field,
        beginning: &str,
        most: usize,
    ) -> Result<Vec<String>, SearchError> {
        let mut ends = Vec::new();
        for segment in &self.segments {
            let inverted = segment.reader.inverted_index(field)?;
            let terms = inverted.terms().range().ge(beginning);
            let mut stream = terms.into_stream()?;
            let mut left = most;
            while let Some((key, _)) = stream.next().filter(|_| left > 0) {
                left -= 1;
                let text = std::str::from_utf8(key).unwrap_or_default();
                match text.strip_prefix(beginning) {
                    Some(end) => ends.push(end.to_owned()),
                    None => break,
                }
            }
        }
        ends.sort_unstable();
        ends.dedup();
        ends.truncate(most);
        Ok(ends)
    }
}

impl Segment {
    fn new(
        reader: &SegmentReader,
        fields: Fields,
        place: impl Fn(&str) -> Option<u32>,
    ) -> Result<Segment, SearchError> {
        let columns = reader.fast_fields();
        let document = columns.str("document")?;
        let mut documents = Vec::new();
        if let Some(column) = &document {
            let mut slug = String::new();
            for number in 0..column.num_terms() as u64 {
                slug.clear();
                column.ord_to_str(number, &mut slug)?;
                documents.push(place(&slug));
            }
        }
        Ok(Segment {
            body: reader.inverted_index(fields.body)?,
            context: reader.inverted_index(fields.context)?,
            target: columns.u64("target")?,
            shape: columns.u64("shape")?,
            document,
            unit: columns.str("unit")?,
            group: columns.str("group")?,
            documents,
            reader: reader.clone(),
        })
    }

    /// Whether the item is still there.
    pub(super) fn is_alive(&self, item: u32) -> bool {
        let alive = self.reader.alive_bitset();
        alive.is_none_or(|alive| alive.is_alive(item))
    }

    /// The item with this number.
    pub(super) fn item(&self, item: u32) -> Item {
        let target = self.target.first(item).unwrap_or_default();
        Item::unpacked(target, self.shape.first(item).unwrap_or_default())
    }

    /// The number of the item's letter in this segment.
    pub(super) fn number(&self, item: u32) -> Option<u64> {
        self.document.as_ref()?.ords().first(item)
    }

    /// The item's letter, by its place among all.
    pub(super) fn letter(&self, item: u32) -> Option<u32> {
        *self.documents.get(self.number(item)? as usize)?
    }

    fn inverted(&self, place: Place) -> &InvertedIndexReader {
        match place {
            Place::Body => &self.body,
            Place::Context => &self.context,
        }
    }
}
