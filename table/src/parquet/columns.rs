//! Parquet types of the columns.

use super::values::DECIMAL_SIZE;
use crate::arrow::{DECIMAL_PRECISION, ELEMENT};
use crate::nested::NestedType;
use crate::schema::{ColumnKind, Field};
use crate::time::EpochUnit;
use parquet::basic::{LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::errors::Result;
use parquet::schema::types::{SchemaDescPtr, SchemaDescriptor, Type, TypePtr};
use std::sync::Arc;

/// Returns the Parquet schema of these columns.
pub(super) fn schema<'f>(fields: impl Iterator<Item = &'f Field>) -> Result<SchemaDescPtr> {
    let fields = fields.map(column).collect::<Result<Vec<_>>>()?;
    let root = Type::group_type_builder("schema").with_fields(fields).build()?;
    Ok(Arc::new(SchemaDescriptor::new(Arc::new(root))))
}

fn column(field: &Field) -> Result<TypePtr> {
    named(field, &field.name)
}

fn named(field: &Field, name: &str) -> Result<TypePtr> {
    let repetition = if field.is_optional() { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    let group = |fields, logical| {
        let group = Type::group_type_builder(name).with_repetition(repetition);
        group.with_fields(fields).with_logical_type(logical).build().map(Arc::new)
    };
    match (field.kind, field.nested.as_deref()) {
        (ColumnKind::Nested, Some(NestedType::List(item))) => {
            let list = Type::group_type_builder("list").with_repetition(Repetition::REPEATED);
            let list = list.with_fields(vec![named(item, ELEMENT)?]).build()?;
            group(vec![Arc::new(list)], Some(LogicalType::List))
        }
        (ColumnKind::Nested, Some(NestedType::Struct(fields))) => {
            group(fields.iter().map(column).collect::<Result<_>>()?, None)
        }
        _ => primitive(field, name, repetition).map(Arc::new),
    }
}

fn primitive(field: &Field, name: &str, repetition: Repetition) -> Result<Type> {
    let integer = |bit_width, is_signed| Some(LogicalType::integer(bit_width, is_signed));
    if let Some(unit) = field.timestamp() {
        let unit = match unit {
            // Parquet has no timestamps in seconds.
            EpochUnit::Seconds | EpochUnit::Milliseconds => TimeUnit::MILLIS,
            EpochUnit::Microseconds => TimeUnit::MICROS,
            EpochUnit::Nanoseconds => TimeUnit::NANOS,
        };
        return Type::primitive_type_builder(name, Physical::INT64)
            .with_logical_type(Some(LogicalType::timestamp(true, unit)))
            .with_repetition(repetition)
            .build();
    }
    let (physical, logical) = match field.kind {
        ColumnKind::Bool => (Physical::BOOLEAN, None),
        ColumnKind::I8 => (Physical::INT32, integer(8, true)),
        ColumnKind::U8 => (Physical::INT32, integer(8, false)),
        ColumnKind::I16 => (Physical::INT32, integer(16, true)),
        ColumnKind::U16 => (Physical::INT32, integer(16, false)),
        ColumnKind::I32 => (Physical::INT32, None),
        ColumnKind::U32 => (Physical::INT32, integer(32, false)),
        ColumnKind::I64 => (Physical::INT64, None),
        ColumnKind::U64 => (Physical::INT64, integer(64, false)),
        ColumnKind::I128 => {
            let decimal = LogicalType::decimal(0, DECIMAL_PRECISION.into());
            (Physical::FIXED_LEN_BYTE_ARRAY, Some(decimal))
        }
        ColumnKind::F16 => (Physical::FIXED_LEN_BYTE_ARRAY, Some(LogicalType::Float16)),
        ColumnKind::F32 => (Physical::FLOAT, None),
        ColumnKind::F64 => (Physical::DOUBLE, None),
        ColumnKind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        ColumnKind::Json | ColumnKind::Nested => (Physical::BYTE_ARRAY, Some(LogicalType::Json)),
        ColumnKind::Bytes => (Physical::BYTE_ARRAY, None),
    };
    Type::primitive_type_builder(name, physical)
        .with_logical_type(logical)
        .with_repetition(repetition)
        .with_length(match field.kind {
            ColumnKind::F16 => 2,
            ColumnKind::I128 => DECIMAL_SIZE as i32,
            _ => -1,
        })
        .with_precision(if field.kind == ColumnKind::I128 { DECIMAL_PRECISION.into() } else { -1 })
        .with_scale(if field.kind == ColumnKind::I128 { 0 } else { -1 })
        .build()
}
