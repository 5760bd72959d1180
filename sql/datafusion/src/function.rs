//! The table function `bytescope`.

use crate::options::BytescopeOptions;
use crate::table::BytescopeTable;
use datafusion::catalog::{TableFunctionArgs, TableFunctionImpl, TableProvider};
use datafusion::common::{ScalarValue, plan_datafusion_err, plan_err};
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::SessionState;
use datafusion::logical_expr::Expr;
use std::sync::Arc;

/// `bytescope(location, format)`, with further options as pairs `key, value`. The format is a name
/// or the path of a `.ksy` file.
#[derive(Debug, Default)]
pub struct BytescopeFunction;

impl TableFunctionImpl for BytescopeFunction {
    fn call_with_args(&self, args: TableFunctionArgs<'_, '_>) -> Result<Arc<dyn TableProvider>> {
        let texts = args.exprs().iter().map(text).collect::<Result<Vec<_>>>()?;
        let Some((location, rest)) = texts.split_first() else {
            return plan_err!("bytescope requires a location: bytescope('logs/*.bin', 'ubx')");
        };
        let mut options = BytescopeOptions::default();
        let mut pairs = rest;
        if rest.len() % 2 == 1
            && let Some((format, others)) = rest.split_first()
        {
            (options, pairs) = (BytescopeOptions::of_name(format), others);
        }
        for pair in pairs.chunks(2) {
            if let [key, value] = pair {
                options.set(key, value)?;
            }
        }
        let state = args.session().as_any().downcast_ref::<SessionState>().cloned();
        let state =
            state.ok_or_else(|| plan_datafusion_err!("bytescope requires a session state"))?;
        let locations = [location.clone()];
        // Planning is not asynchronous, but listing files is.
        let create = move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(BytescopeTable::create(&state, &locations, options, None))
        };
        let table = std::thread::spawn(create).join();
        let panicked = |_| DataFusionError::Internal("listing of files panicked".to_owned());
        Ok(Arc::new(table.map_err(panicked)??))
    }
}

fn text(argument: &Expr) -> Result<String> {
    match argument {
        Expr::Literal(ScalarValue::Utf8(Some(text)), _)
        | Expr::Literal(ScalarValue::Utf8View(Some(text)), _) => Ok(text.clone()),
        other => plan_err!("arguments of bytescope must be strings, found {other}"),
    }
}
