//! Columns of a table in Arrow.

use bytescope::table::{Batch, TableSchema, arrow};
use datafusion::arrow::array::{
    ArrayRef, RecordBatch, RecordBatchOptions, StringArray, new_null_array,
};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::error::Result;
use std::iter::repeat_n;
use std::sync::Arc;

/// Column with the name of the file. A field with this name is numbered: `file_2`.
pub(crate) const FILE: &str = "file";

/// Metadata key of a numbered column with its name in the format.
const ORIGINAL: &str = "bytescope.column";

/// Returns the Arrow schema of a table: the column for the file, then those of the format.
pub(crate) fn table_schema(columns: &TableSchema) -> SchemaRef {
    let decoded = arrow::schema(columns);
    let mut fields = vec![Arc::new(Field::new(FILE, DataType::Utf8, false))];
    for field in decoded.fields() {
        if field.name() != FILE {
            fields.push(field.clone());
            continue;
        }
        let mut names = (2_usize..).map(|number| format!("{FILE}_{number}"));
        let free = names.find(|name| columns.position(name).is_none()).unwrap_or_default();
        let mut metadata = field.metadata().clone();
        metadata.insert(ORIGINAL.to_owned(), FILE.to_owned());
        fields.push(Arc::new(field.as_ref().clone().with_name(free).with_metadata(metadata)));
    }
    Arc::new(Schema::new(fields))
}

/// Returns the name of a column in the format; `None` for the column with the file.
pub(crate) fn decoded_name(field: &Field) -> Option<&str> {
    match field.name().as_str() {
        FILE => None,
        name => Some(field.metadata().get(ORIGINAL).map_or(name, String::as_str)),
    }
}

/// Conversion of decoded batches to the columns of a scan.
#[derive(Debug)]
pub(crate) struct ColumnMapper {
    schema: SchemaRef,
    decoded: SchemaRef,
    /// For each column, the index of the decoded column.
    sources: Vec<Option<usize>>,
    file: String,
}

impl ColumnMapper {
    pub(crate) fn new(schema: SchemaRef, decoded: &TableSchema, file: String) -> Self {
        let source = |field: &Arc<Field>| decoded.position(decoded_name(field)?);
        let sources = schema.fields().iter().map(source).collect();
        Self { sources, decoded: arrow::schema(decoded), schema, file }
    }

    /// Moves the rows out of a decoded batch.
    pub(crate) fn convert(&self, batch: &mut Batch) -> Result<RecordBatch> {
        let decoded = arrow::take(batch, &self.decoded)?;
        let columns = self.schema.fields().iter().zip(&self.sources).map(|(field, source)| {
            let column = source.and_then(|source| decoded.columns().get(source));
            match column {
                Some(column) if column.data_type() == field.data_type() => Ok(column.clone()),
                Some(column) => Ok(cast(column, field.data_type())?),
                None => Ok(self.constant(field, decoded.num_rows())),
            }
        });
        self.batch(columns.collect::<Result<_>>()?, decoded.num_rows())
    }

    /// Returns rows without decoded columns.
    pub(crate) fn rows(&self, count: usize) -> Result<RecordBatch> {
        let columns = self.schema.fields().iter().map(|field| self.constant(field, count));
        self.batch(columns.collect(), count)
    }

    fn constant(&self, field: &Field, rows: usize) -> ArrayRef {
        match field.name() == FILE {
            true => Arc::new(StringArray::from_iter_values(repeat_n(&self.file, rows))),
            false => new_null_array(field.data_type(), rows),
        }
    }

    fn batch(&self, columns: Vec<ArrayRef>, rows: usize) -> Result<RecordBatch> {
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        Ok(RecordBatch::try_new_with_options(self.schema.clone(), columns, &options)?)
    }
}
