//! Tests a property with the files in folders: `replay PROPERTY FOLDER…`. `fuzz/coverage` measures
//! which code this executes.
#![allow(clippy::unwrap_used)]

use bytescope_properties::PROPERTIES;
use std::fs;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_default();
    let property = PROPERTIES.iter().find(|property| property.name == name);
    let property = property.unwrap_or_else(|| panic!("unknown property: {name}"));
    let mut paths: Vec<_> = arguments
        .flat_map(|folder| fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        let data = fs::read(&path).unwrap();
        if std::panic::catch_unwind(|| (property.check)(&data)).is_err() {
            eprintln!("{}: {name} is violated", path.display());
        }
    }
}
