//! Values cut into pieces. sled puts what is large into files beside its log, which it never brings to
//! the disk; pieces stay in the log. A value has a digest, so that damage in any piece is found.

use super::StoreError;
use super::letter::digest;
use super::sled::failed;

/// Bytes of a piece. Up to some twenty of them stand in one node of the tree, and a node is put beside
/// the log above 128 kB.
const PIECE: usize = 4096;

/// Stands between a key and the number of a piece; no key holds it.
const GAP: u8 = 0;

/// Bytes of a piece's number.
const NUMBER: usize = 4;

/// The value under a key; an error where it is damaged.
pub(super) fn get(tree: &sled::Tree, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let failed = failed("read a record");
    let Some(head) = tree.get(key).map_err(&failed)? else {
        return Ok(None);
    };
    let mut value = Vec::new();
    for piece in tree.scan_prefix(prefix(key)) {
        let (_, piece) = piece.map_err(&failed)?;
        value.extend_from_slice(&piece);
    }
    match head.as_ref() == digest(&value).as_bytes() {
        true => Ok(Some(value)),
        false => Err(StoreError::Damaged {
            id: key.to_owned(),
            reason: "its bytes are not the ones that were written".to_owned(),
        }),
    }
}

/// Puts a value in place of the one under its key: wholly or not at all.
pub(super) fn put(tree: &sled::Tree, key: &str, value: &[u8]) -> Result<(), StoreError> {
    let mut batch = sled::Batch::default();
    batch.insert(key, digest(value).as_bytes());
    let pieces = value.chunks(PIECE);
    let new = pieces.len();
    for (number, piece) in pieces.enumerate() {
        batch.insert(piece_key(key, number), piece);
    }
    for number in new..count(tree, key)? {
        batch.remove(piece_key(key, number));
    }
    let put = tree.apply_batch(batch);
    put.map_err(failed("write a record"))
}

/// Removes the value under a key, whatever is left of it.
pub(super) fn remove(tree: &sled::Tree, key: &str) -> Result<(), StoreError> {
    let mut batch = sled::Batch::default();
    batch.remove(key);
    for number in 0..count(tree, key)? {
        batch.remove(piece_key(key, number));
    }
    let removed = tree.apply_batch(batch);
    removed.map_err(failed("remove a record"))
}

/// The keys that have a value, sorted.
pub(super) fn keys(tree: &sled::Tree) -> Result<Vec<String>, StoreError> {
    let mut keys = Vec::new();
    for key in tree.iter().keys() {
        let key = key.map_err(failed("list what it holds"))?;
        if !key.contains(&GAP) {
            keys.push(String::from_utf8_lossy(&key).into_owned());
        }
    }
    Ok(keys)
}

/// How many pieces there are or were under a key: one more than the highest number.
fn count(tree: &sled::Tree, key: &str) -> Result<usize, StoreError> {
    let last = tree.scan_prefix(prefix(key)).keys().next_back();
    let Some(last) = last else {
        return Ok(0);
    };
    let last = last.map_err(failed("read a record"))?;
    let number = last.len().checked_sub(NUMBER).and_then(|at| last.get(at..));
    let number = number.and_then(|number| number.try_into().ok());
    Ok(number.map_or(0, u32::from_be_bytes) as usize + 1)
}

fn prefix(key: &str) -> Vec<u8> {
    let mut prefix = key.as_bytes().to_vec();
    prefix.push(GAP);
    prefix
}

fn piece_key(key: &str, number: usize) -> Vec<u8> {
    let mut piece = prefix(key);
    piece.extend((number as u32).to_be_bytes());
    piece
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> (tempfile::TempDir, sled::Tree) {
        let folder = tempfile::tempdir().unwrap();
        let tree = sled::open(folder.path()).unwrap().open_tree("t").unwrap();
        (folder, tree)
    }

    fn check(length: usize) {
        let (_folder, tree) = tree();
        let value: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
        put(&tree, "fyr", &vec![7; 50_000]).unwrap();
        put(&tree, "fyr-1", b"annet").unwrap();
        put(&tree, "fyr", &value).unwrap();
        assert_eq!(get(&tree, "fyr").unwrap(), Some(value));
        assert_eq!(get(&tree, "fyr-1").unwrap().unwrap(), b"annet");
        assert_eq!(keys(&tree).unwrap(), ["fyr", "fyr-1"]);
        remove(&tree, "fyr").unwrap();
        assert_eq!(get(&tree, "fyr").unwrap(), None);
        assert_eq!(tree.len(), 2);
    }

    #[test]
    fn a_value_of_any_length_comes_back() {
        for length in [0, 1, PIECE, PIECE + 1, 300_000] {
            check(length);
        }
    }

    #[test]
    fn no_value_becomes_a_file_beside_the_log() {
        let (folder, tree) = tree();
        for number in 0..20 {
            put(&tree, &format!("brev-{number}"), &vec![number; 200_000]).unwrap();
        }
        tree.flush().unwrap();
        let blobs = std::fs::read_dir(folder.path().join("blobs")).unwrap();
        assert_eq!(blobs.count(), 0);
    }

    #[test]
    fn damage_in_a_piece_is_found_and_can_be_removed() {
        let (_folder, tree) = tree();
        put(&tree, "fyr", &vec![7; 10_000]).unwrap();
        tree.remove(piece_key("fyr", 1)).unwrap();
        assert!(matches!(get(&tree, "fyr"), Err(StoreError::Damaged { .. })));
        remove(&tree, "fyr").unwrap();
        assert_eq!(tree.len(), 0);
    }
}
