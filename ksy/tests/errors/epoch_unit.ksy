# `-epoch` without a unit of time.
meta: {id: epoch_unit, endian: le}
seq:
  - {id: a, type: u4, -unit: s, -epoch: unix}
  - {id: b, type: u4, -epoch: unix}
#        ^ error: `-epoch` requires the `-unit` s, ms, µs, us or ns
  - {id: c, type: u4, -unit: s, -epoch: gps}
#                                       ^ error: unknown epoch `gps`
