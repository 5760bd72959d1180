meta: {id: unused}
