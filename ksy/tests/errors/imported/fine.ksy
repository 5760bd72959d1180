meta: {id: fine}
seq: [{id: a, type: u1}]
