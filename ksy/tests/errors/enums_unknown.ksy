# Unknown enums and enum values.
meta: {id: enums_unknown}
seq:
  - {id: a, type: u1, enum: colour}
#                           ^ error: `colour` help: `color`
  - {id: b, type: u1, if: 'color::grean == color::red'}
#                                 ^ error: `grean` help: `green`
  - {id: c, type: u1, if: 'colors::red == color::red'}
#                          ^ error: `colors` help: `color`
enums: {color: {1: red, 2: green}}
