# Unsupported version and invalid bit order.
meta:
  id: meta_version
  ks-version: 99.0
#             ^ error: 99
  bit-endian: middle
#             ^ error: `middle`
