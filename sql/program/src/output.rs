//! Rows and messages.

use crate::args::OutputKind;
use bytescope_datafusion::datafusion;
use datafusion::arrow::csv::WriterBuilder;
use datafusion::arrow::json::LineDelimitedWriter;
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::arrow::util::pretty::pretty_format_batches;
use datafusion::error::{DataFusionError, Result};
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::prelude::DataFrame;
use futures::StreamExt;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;

/// Writes the rows of a query to a file, or to the standard output.
pub(crate) async fn write(frame: DataFrame, kind: OutputKind, path: Option<&Path>) -> Result<()> {
    let out: Box<dyn Write + Send> = match path {
        Some(path) => {
            let named = |error: io::Error| {
                DataFusionError::Execution(format!("{}: {error}", path.display()))
            };
            Box::new(File::create(path).map_err(named)?)
        }
        None => Box::new(io::stdout()),
    };
    let mut out = BufWriter::new(out);
    match kind {
        OutputKind::Table => {
            let schema = frame.schema().as_arrow().clone();
            let mut batches = frame.collect().await?;
            if batches.is_empty() {
                batches.push(RecordBatch::new_empty(Arc::new(schema)));
            }
            writeln!(out, "{}", pretty_format_batches(&batches)?)?;
        }
        OutputKind::Csv => {
            // The header is written for queries without rows, too.
            let schema = Arc::new(frame.schema().as_arrow().clone());
            let mut csv = WriterBuilder::new().build(&mut out);
            csv.write(&RecordBatch::new_empty(schema))?;
            each(frame, |batch| Ok(csv.write(batch)?)).await?;
        }
        OutputKind::Ndjson => {
            let mut json = LineDelimitedWriter::new(&mut out);
            each(frame, |batch| Ok(json.write(batch)?)).await?;
            json.finish()?;
        }
        OutputKind::Parquet => {
            if path.is_none() && io::stdout().is_terminal() {
                let message = "Parquet is not written to a terminal (use -o FILE)";
                return Err(DataFusionError::Execution(message.to_owned()));
            }
            let schema = Arc::new(frame.schema().as_arrow().clone());
            let mut parquet = ArrowWriter::try_new(&mut out, schema, None)?;
            each(frame, |batch| Ok(parquet.write(batch)?)).await?;
            parquet.close()?;
        }
    }
    out.flush()?;
    Ok(())
}

/// Passes on the batches of a query as they arrive.
async fn each(frame: DataFrame, mut put: impl FnMut(&RecordBatch) -> Result<()>) -> Result<()> {
    let mut rows = frame.execute_stream().await?;
    while let Some(batch) = rows.next().await {
        put(&batch?)?;
    }
    Ok(())
}

/// Prints an error, with control characters escaped.
pub(crate) fn report(error: &DataFusionError) {
    let mut message = String::new();
    for c in error.strip_backtrace().chars() {
        match c {
            '\n' => message.push(c),
            c if c.is_control() => message.extend(c.escape_default()),
            c => message.push(c),
        }
    }
    let _ = writeln!(io::stderr(), "bytescope-sql: {message}");
}
