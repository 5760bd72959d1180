meta:
  id: java_class
  title: Java class file
  application: [Java, Kotlin, Scala, Android tools]
  file-extension: class
  license: MIT OR Apache-2.0
  ks-version: '0.10'
  endian: be
  -complete: true
  # Universal binaries of macOS start with the same magic, followed by the number of architectures.
  -detect: minor_version != 0 or major_version.to_i >= 43
  bit-endian: be
  encoding: MUTF-8
  xref:
    mime: application/java-vm
    wikidata: Q2193155
doc: |
  A class, interface or module compiled for the Java Virtual Machine. The constant pool contains names, numbers
  and references to other classes; all following structures refer to its entries by index, starting at 1.
doc-ref: https://docs.oracle.com/javase/specs/jvms/se21/html/jvms-4.html
-summary: 'Java class {this_class}, {major_version}, {fields:count field}, {methods:count method}'
seq:
  - {id: magic, contents: [0xca, 0xfe, 0xba, 0xbe], doc: Magic number}
  - {id: minor_version, type: u2, doc: Minor version; 65535 if preview features are used}
  - id: major_version
    type: u2
    enum: versions
    valid: {expr: _.to_i >= 45}
    doc: Major version
  - id: constant_pool_count
    type: u2
    valid: {min: 1}
    doc: 'Number of constant pool entries, plus 1'
  - id: constant_pool
    type: 'constant(_index != 0 and constant_pool[_index - 1].has_two_entries)'
    repeat: expr
    repeat-expr: constant_pool_count - 1
    doc: 'Constant pool, starting with entry 1'
    doc-ref: JVMS 4.4 "The Constant Pool"
  - {id: access_flags, type: class_flags, doc: Access permissions and properties of the class}
  - {id: this_class, type: class_ref, doc: This class}
  - id: super_class
    type: class_ref
    doc: Direct superclass; 0 only for java.lang.Object and modules
  - {id: interfaces_count, -orig-id: interfaces_count, type: u2, doc: Number of direct superinterfaces}
  - {id: interfaces, type: class_ref, repeat: expr, repeat-expr: interfaces_count, doc: Direct superinterfaces}
  - {id: fields_count, -orig-id: fields_count, type: u2, doc: Number of fields}
  - {id: fields, type: field, repeat: expr, repeat-expr: fields_count, doc: Fields declared by the class}
  - {id: methods_count, -orig-id: methods_count, type: u2, doc: Number of methods}
  - {id: methods, type: method, repeat: expr, repeat-expr: methods_count, doc: Methods declared by the class}
  - {id: attributes_count, -orig-id: attributes_count, type: u2, doc: Number of attributes}
  - {id: attributes, type: attribute, repeat: expr, repeat-expr: attributes_count, doc: Attributes of the class}
types:
  constant:
    -summary: '{tag}  {info}'
    params:
      - {id: is_second, type: bool, doc: True for the unusable entry after a long or double}
    seq:
      - {id: tag, type: u1, enum: tags, valid: {in-enum: true}, if: not is_second, doc: Constant kind}
      - id: info
        type:
          switch-on: tag
          cases:
            'tags::utf8': utf8_constant
            'tags::integer': integer_constant
            'tags::float': float_constant
            'tags::long': long_constant
            'tags::double': double_constant
            'tags::class': name_constant
            'tags::string': string_constant
            'tags::fieldref': member_constant
            'tags::methodref': member_constant
            'tags::interface_methodref': member_constant
            'tags::name_and_type': name_and_type_constant
            'tags::method_handle': method_handle_constant
            'tags::method_type': method_type_constant
            'tags::dynamic': dynamic_constant
            'tags::invoke_dynamic': dynamic_constant
            'tags::module': name_constant
            'tags::package': name_constant
        if: not is_second
        doc: Constant contents
    instances:
      has_two_entries:
        value: 'not is_second and (tag == tags::long or tag == tags::double)'
        doc: True if the constant occupies two entries of the constant pool
  utf8_constant:
    -summary: '{bytes:quoted}'
    seq:
      - {id: length, -orig-id: length, type: u2, -unit: bytes, doc: Size of the string in bytes}
      - id: bytes
        type: str
        size: length
        doc: 'String in modified UTF-8, in which NUL and characters above U+FFFF have their own encodings'
    doc-ref: JVMS 4.4.7 "The CONSTANT_Utf8_info Structure"
  integer_constant:
    -summary: '{bytes}'
    seq:
      - {id: bytes, type: s4, doc: 'Value of type int or a narrower type'}
    doc-ref: JVMS 4.4.4
  float_constant:
    -summary: '{bytes}'
    seq:
      - {id: bytes, type: f4, doc: Value of type float}
    doc-ref: JVMS 4.4.4
  long_constant:
    -summary: '{value}'
    seq:
      - {id: value, -orig-id: high_bytes and low_bytes, type: s8, doc: Value of type long}
    doc-ref: JVMS 4.4.5
  double_constant:
    -summary: '{value}'
    seq:
      - {id: value, -orig-id: high_bytes and low_bytes, type: f8, doc: Value of type double}
    doc-ref: JVMS 4.4.5
  name_constant:
    -summary: '{name}'
    seq:
      - {id: name_index, type: u2, -target: name, doc: Constant pool index of the name}
    instances:
      name:
        value: _root.constant_pool[name_index - 1].info.as<utf8_constant>.bytes
        doc: Name of the class, module or package
    doc-ref: JVMS 4.4.1, 4.4.11 and 4.4.12
  string_constant:
    -summary: '{value:quoted}'
    seq:
      - {id: string_index, type: u2, -target: value, doc: Constant pool index of the string}
    instances:
      value: {value: '_root.constant_pool[string_index - 1].info.as<utf8_constant>.bytes', doc: String}
    doc-ref: JVMS 4.4.3
  member_constant:
    -summary: '{class_name}.{name}: {descriptor}'
    seq:
      - {id: class_index, type: u2, -target: class_name, doc: Constant pool index of the class}
      - {id: name_and_type_index, type: u2, -target: name, doc: Constant pool index of name and descriptor}
    instances:
      class_name:
        value: _root.constant_pool[class_index - 1].info.as<name_constant>.name
        doc: Class name
      name_and_type:
        value: _root.constant_pool[name_and_type_index - 1].info.as<name_and_type_constant>
        doc: Name and descriptor of the member
      name: {value: name_and_type.name, doc: Name of the member}
      descriptor: {value: name_and_type.descriptor, doc: Field or method descriptor}
    doc-ref: JVMS 4.4.2
  name_and_type_constant:
    -summary: '{name}: {descriptor}'
    seq:
      - {id: name_index, type: u2, -target: name, doc: Constant pool index of the name}
      - {id: descriptor_index, type: u2, -target: descriptor, doc: Constant pool index of the descriptor}
    instances:
      name:
        value: _root.constant_pool[name_index - 1].info.as<utf8_constant>.bytes
        doc: Name of the field or method
      descriptor:
        value: _root.constant_pool[descriptor_index - 1].info.as<utf8_constant>.bytes
        doc: Field or method descriptor
    doc-ref: JVMS 4.4.6
  method_handle_constant:
    seq:
      - id: reference_kind
        type: u1
        enum: reference_kinds
        valid: {in-enum: true}
        doc: Method handle kind
      - {id: reference_index, type: u2, doc: Constant pool index of the field or method}
    doc-ref: JVMS 4.4.8
  method_type_constant:
    -summary: '{descriptor}'
    seq:
      - {id: descriptor_index, type: u2, -target: descriptor, doc: Constant pool index of the descriptor}
    instances:
      descriptor:
        value: _root.constant_pool[descriptor_index - 1].info.as<utf8_constant>.bytes
        doc: Method descriptor
    doc-ref: JVMS 4.4.9
  dynamic_constant:
    -summary: '{name}: {descriptor}'
    seq:
      - {id: bootstrap_method_attr_index, type: u2, doc: 'Index into the BootstrapMethods attribute, from 0'}
      - {id: name_and_type_index, type: u2, -target: name, doc: Constant pool index of name and descriptor}
    instances:
      name_and_type:
        value: _root.constant_pool[name_and_type_index - 1].info.as<name_and_type_constant>
        doc: Name and descriptor
      name: {value: name_and_type.name, doc: Name of the constant or method}
      descriptor: {value: name_and_type.descriptor, doc: Field or method descriptor}
    doc-ref: JVMS 4.4.10
  class_ref:
    -summary: '{name}'
    seq:
      - id: index
        type: u2
        -target: name
        valid: {max: _root.constant_pool_count - 1}
        doc: Constant pool index of a class, module or package; 0 if none
    instances:
      name:
        value: _root.constant_pool[index - 1].info.as<name_constant>.name
        if: index != 0
        doc: Name of the class, module or package
  utf8_ref:
    -summary: '{value}'
    seq:
      - id: index
        type: u2
        -target: value
        valid: {max: _root.constant_pool_count - 1}
        doc: Constant pool index of a string; 0 if none
    instances:
      value:
        value: _root.constant_pool[index - 1].info.as<utf8_constant>.bytes
        if: index != 0
        doc: String
  class_flags:
    seq:
      - {id: acc_module, -orig-id: ACC_MODULE, type: b1, doc: 'Module, not a class or interface'}
      - {id: acc_enum, -orig-id: ACC_ENUM, type: b1, doc: Enum class}
      - {id: acc_annotation, -orig-id: ACC_ANNOTATION, type: b1, doc: Annotation interface}
      - {id: acc_synthetic, -orig-id: ACC_SYNTHETIC, type: b1, doc: Not present in the source code}
      - {id: reserved_4, type: b1, doc: Reserved}
      - {id: acc_abstract, -orig-id: ACC_ABSTRACT, type: b1, doc: Must not be instantiated}
      - {id: acc_interface, -orig-id: ACC_INTERFACE, type: b1, doc: Interface}
      - {id: reserved_3, type: b3, doc: Reserved}
      - id: acc_super
        -orig-id: ACC_SUPER
        type: b1
        doc: Superclass methods are treated specially by invokespecial; set since Java 1.1
      - {id: acc_final, -orig-id: ACC_FINAL, type: b1, doc: No subclasses allowed}
      - {id: acc_static, -orig-id: ACC_STATIC, type: b1, doc: Static nested class}
      - id: acc_protected
        -orig-id: ACC_PROTECTED
        type: b1
        doc: Protected nested class
      - {id: acc_private, -orig-id: ACC_PRIVATE, type: b1, doc: Private nested class}
      - {id: acc_public, -orig-id: ACC_PUBLIC, type: b1, doc: Accessible from outside its package}
    doc-ref: JVMS 4.1, table 4.1-B, and 4.7.6, table 4.7.6-A
  field_flags:
    seq:
      - {id: reserved_2, type: b1, doc: Reserved}
      - {id: acc_enum, -orig-id: ACC_ENUM, type: b1, doc: Enum constant}
      - {id: reserved_1, type: b1, doc: Reserved}
      - {id: acc_synthetic, -orig-id: ACC_SYNTHETIC, type: b1, doc: Not present in the source code}
      - {id: reserved_4, type: b4, doc: Reserved}
      - {id: acc_transient, -orig-id: ACC_TRANSIENT, type: b1, doc: Not serialized}
      - {id: acc_volatile, -orig-id: ACC_VOLATILE, type: b1, doc: Must not be cached}
      - {id: reserved_0, type: b1, doc: Reserved}
      - {id: acc_final, -orig-id: ACC_FINAL, type: b1, doc: Not assigned after object construction}
      - {id: acc_static, -orig-id: ACC_STATIC, type: b1, doc: Static field}
      - {id: acc_protected, -orig-id: ACC_PROTECTED, type: b1, doc: Accessible within the package and subclasses}
      - {id: acc_private, -orig-id: ACC_PRIVATE, type: b1, doc: Accessible only within the class and its nest}
      - {id: acc_public, -orig-id: ACC_PUBLIC, type: b1, doc: Accessible from outside its package}
    doc-ref: JVMS 4.5, table 4.5-A
  method_flags:
    seq:
      - {id: reserved_3, type: b3, doc: Reserved}
      - {id: acc_synthetic, -orig-id: ACC_SYNTHETIC, type: b1, doc: Not present in the source code}
      - id: acc_strict
        -orig-id: ACC_STRICT
        type: b1
        doc: 'Strict floating-point arithmetic, in versions 46 to 60'
      - {id: acc_abstract, -orig-id: ACC_ABSTRACT, type: b1, doc: No implementation}
      - {id: reserved_1, type: b1, doc: Reserved}
      - {id: acc_native, -orig-id: ACC_NATIVE, type: b1, doc: Implemented in another language}
      - {id: acc_varargs, -orig-id: ACC_VARARGS, type: b1, doc: Variable number of arguments}
      - {id: acc_bridge, -orig-id: ACC_BRIDGE, type: b1, doc: 'Bridge method, generated by the compiler'}
      - {id: acc_synchronized, -orig-id: ACC_SYNCHRONIZED, type: b1, doc: Invocation wrapped by a monitor}
      - {id: acc_final, -orig-id: ACC_FINAL, type: b1, doc: Must not be overridden}
      - {id: acc_static, -orig-id: ACC_STATIC, type: b1, doc: Static method}
      - {id: acc_protected, -orig-id: ACC_PROTECTED, type: b1, doc: Accessible within the package and subclasses}
      - {id: acc_private, -orig-id: ACC_PRIVATE, type: b1, doc: Accessible only within the class and its nest}
      - {id: acc_public, -orig-id: ACC_PUBLIC, type: b1, doc: Accessible from outside its package}
    doc-ref: JVMS 4.6, table 4.6-A
  field:
    -summary: '{name_index}: {descriptor_index}'
    seq:
      - {id: access_flags, type: field_flags, doc: Access permissions and properties of the field}
      - {id: name_index, type: utf8_ref, doc: Name}
      - {id: descriptor_index, type: utf8_ref, doc: Field descriptor}
      - {id: attributes_count, -orig-id: attributes_count, type: u2, doc: Number of attributes}
      - {id: attributes, type: attribute, repeat: expr, repeat-expr: attributes_count,
         doc: Attributes of the field}
    doc-ref: JVMS 4.5 "Fields"
  method:
    -summary: '{name_index}{descriptor_index}'
    seq:
      - {id: access_flags, type: method_flags, doc: Access permissions and properties of the method}
      - id: name_index
        type: utf8_ref
        doc: 'Name; <init> for a constructor, <clinit> for the class initializer'
      - {id: descriptor_index, type: utf8_ref, doc: Method descriptor}
      - {id: attributes_count, -orig-id: attributes_count, type: u2, doc: Number of attributes}
      - {id: attributes, type: attribute, repeat: expr, repeat-expr: attributes_count,
         doc: 'Attributes of the method, including its code'}
    doc-ref: JVMS 4.6 "Methods"
  attribute:
    -summary: '{attribute_name_index}  {attribute_length:size}'
    seq:
      - id: attribute_name_index
        type: utf8_ref
        valid: {expr: _.index != 0}
        doc: Attribute name
      - {id: attribute_length, type: u4, -unit: bytes, doc: Size of the attribute's contents in bytes}
      - id: info
        size: attribute_length
        type:
          switch-on: attribute_name_index.value
          cases:
            '"ConstantValue"': constant_value
            '"Code"': code
            '"StackMapTable"': stack_map_table
            '"Exceptions"': exceptions
            '"InnerClasses"': inner_classes
            '"EnclosingMethod"': enclosing_method
            '"Signature"': utf8_ref
            '"SourceFile"': utf8_ref
            '"LineNumberTable"': line_number_table
            '"LocalVariableTable"': local_variable_table
            '"LocalVariableTypeTable"': local_variable_type_table
            '"RuntimeVisibleAnnotations"': annotations
            '"RuntimeInvisibleAnnotations"': annotations
            '"RuntimeVisibleParameterAnnotations"': parameter_annotations
            '"RuntimeInvisibleParameterAnnotations"': parameter_annotations
            '"AnnotationDefault"': element_value
            '"BootstrapMethods"': bootstrap_methods
            '"MethodParameters"': method_parameters
            '"Module"': module
            '"ModulePackages"': module_packages
            '"ModuleMainClass"': class_ref
            '"NestHost"': class_ref
            '"NestMembers"': class_refs
            '"PermittedSubclasses"': class_refs
            '"Record"': record
        doc: Attribute contents; raw bytes for other attributes
    doc-ref: JVMS 4.7 "Attributes"
  constant_value:
    seq:
      - {id: constantvalue_index, type: u2, doc: Constant pool index of the initial value}
    instances:
      constant: {value: '_root.constant_pool[constantvalue_index - 1]', doc: Constant}
    doc-ref: JVMS 4.7.2 "The ConstantValue Attribute"
  code:
    seq:
      - {id: max_stack, type: u2, doc: Maximum depth of the operand stack}
      - {id: max_locals, type: u2, doc: Number of local variables}
      - id: code_length
        -orig-id: code_length
        type: u4
        valid: {min: 1, max: 65535}
        -unit: bytes
        doc: Size of the bytecode in bytes
      - {id: code, size: code_length, doc: Bytecode}
      - {id: exception_table_length, -orig-id: exception_table_length, type: u2, doc: Number of exception handlers}
      - {id: exception_table, type: exception_handler, repeat: expr, repeat-expr: exception_table_length,
         doc: 'Exception handlers, in order of search'}
      - {id: attributes_count, -orig-id: attributes_count, type: u2, doc: Number of attributes}
      - {id: attributes, type: attribute, repeat: expr, repeat-expr: attributes_count,
         doc: Attributes of the code}
    doc-ref: JVMS 4.7.3 "The Code Attribute"
  exception_handler:
    seq:
      - {id: start_pc, type: u2, doc: Start of the protected range}
      - id: end_pc
        type: u2
        valid: {expr: _ > start_pc}
        -check: {max: _parent.code_length}
        doc: 'End of the protected range, exclusive'
      - {id: handler_pc, type: u2, -check: {max: _parent.code_length - 1}, doc: Start of the exception handler}
      - {id: catch_type, type: class_ref, doc: Class of exceptions caught; 0 for all}
    doc-ref: JVMS 4.7.3
  stack_map_table:
    seq:
      - {id: number_of_entries, -orig-id: number_of_entries, type: u2, doc: Number of stack map frames}
      - {id: entries, type: stack_map_frame, repeat: expr, repeat-expr: number_of_entries,
         doc: 'Stack map frames: types of local variables and operands at branch targets'}
    doc-ref: JVMS 4.7.4 "The StackMapTable Attribute"
  stack_map_frame:
    seq:
      - id: frame_type
        type: u1
        valid: {expr: _ < 128 or _ > 246}
        doc: Frame type
      - id: offset_delta
        type: u2
        if: frame_type >= 247
        doc: 'Bytecode offset relative to the previous frame, minus 1; other frame types encode it in frame_type'
      - id: number_of_locals
        type: u2
        if: frame_type == 255
        doc: Number of local variables
      - id: locals
        type: verification_type
        repeat: expr
        repeat-expr: 'frame_type == 255 ? number_of_locals : frame_type - 251'
        if: frame_type >= 252
        doc: 'Verification types of all local variables (full_frame) or of the added variables (append_frame)'
      - id: number_of_stack_items
        type: u2
        if: frame_type == 255
        doc: Number of operand stack entries
      - id: stack
        type: verification_type
        repeat: expr
        repeat-expr: 'frame_type == 255 ? number_of_stack_items : 1'
        if: frame_type == 255 or (frame_type >= 64 and frame_type <= 247)
        doc: Verification types of the operand stack entries
    instances:
      kind:
        value: >-
          frame_type < 64 ? 0 : frame_type < 128 ? 1 : frame_type == 247 ? 2 : frame_type < 251 ? 3 :
          frame_type == 251 ? 4 : frame_type < 255 ? 5 : 6
        enum: frame_kinds
        doc: Frame kind
  verification_type:
    seq:
      - {id: tag, type: u1, enum: verification_types, valid: {in-enum: true}, doc: Verification type}
      - id: cpool_index
        type: class_ref
        if: tag == verification_types::object
        doc: Class of the object
      - id: offset
        type: u2
        if: tag == verification_types::uninitialized
        doc: Bytecode offset of the `new` instruction that created the object
  class_refs:
    seq:
      - {id: number_of_classes, -orig-id: number_of_classes, type: u2, doc: Number of classes}
      - {id: classes, type: class_ref, repeat: expr, repeat-expr: number_of_classes, doc: Classes}
    doc-ref: JVMS 4.7.29 and 4.7.31
  exceptions:
    seq:
      - {id: number_of_exceptions, -orig-id: number_of_exceptions, type: u2, doc: Number of exceptions}
      - {id: exception_index_table, type: class_ref, repeat: expr, repeat-expr: number_of_exceptions,
         doc: Checked exceptions that the method may throw}
    doc-ref: JVMS 4.7.5 "The Exceptions Attribute"
  inner_classes:
    seq:
      - {id: number_of_classes, -orig-id: number_of_classes, type: u2, doc: Number of classes}
      - {id: classes, type: inner_class, repeat: expr, repeat-expr: number_of_classes,
         doc: Every class of the constant pool that is not a member of a package}
    doc-ref: JVMS 4.7.6 "The InnerClasses Attribute"
  inner_class:
    seq:
      - {id: inner_class_info_index, type: class_ref, doc: Nested class}
      - id: outer_class_info_index
        type: class_ref
        doc: Class that declares the nested class as a member; 0 for local and anonymous classes
      - id: inner_name_index
        type: utf8_ref
        doc: Simple name; 0 for anonymous classes
      - id: inner_class_access_flags
        type: class_flags
        doc: Access permissions and properties declared in the source code
    doc-ref: JVMS 4.7.6
  enclosing_method:
    seq:
      - {id: class_index, type: class_ref, doc: Innermost enclosing class}
      - id: method_index
        type: u2
        doc: 'Constant pool index of name and descriptor of the enclosing method; 0 if none'
    doc-ref: JVMS 4.7.7 "The EnclosingMethod Attribute"
  line_number_table:
    seq:
      - {id: line_number_table_length, -orig-id: line_number_table_length, type: u2, doc: Number of entries}
      - {id: line_number_table, type: line_number, repeat: expr, repeat-expr: line_number_table_length,
         doc: Source line numbers by bytecode offset}
    doc-ref: JVMS 4.7.12 "The LineNumberTable Attribute"
  line_number:
    seq:
      - id: start_pc
        type: u2
        -check: {max: _parent._parent._parent.as<code>.code_length - 1}
        doc: Bytecode offset at which the line starts
      - {id: line_number, type: u2, doc: Line number}
  local_variable_table:
    seq:
      - {id: local_variable_table_length, -orig-id: local_variable_table_length, type: u2, doc: Number of entries}
      - {id: local_variable_table, type: local_variable, repeat: expr, repeat-expr: local_variable_table_length,
         doc: Names and types of local variables}
    doc-ref: JVMS 4.7.13 "The LocalVariableTable Attribute"
  local_variable:
    seq:
      - {id: start_pc, type: u2, doc: Start of the range in which the variable has a value}
      - id: length
        type: u2
        -check: {max: _parent._parent._parent.as<code>.code_length - start_pc}
        -unit: bytes
        doc: Size of that range in bytes
      - {id: name_index, type: utf8_ref, doc: Name}
      - {id: descriptor_index, type: utf8_ref, doc: Field descriptor of the type}
      - {id: index, type: u2, doc: Local variable index}
  local_variable_type_table:
    seq:
      - {id: local_variable_type_table_length, -orig-id: local_variable_type_table_length, type: u2, doc: Number of entries}
      - {id: local_variable_type_table, type: local_variable_type, repeat: expr,
         repeat-expr: local_variable_type_table_length, doc: Names and generic types of local variables}
    doc-ref: JVMS 4.7.14 "The LocalVariableTypeTable Attribute"
  local_variable_type:
    seq:
      - {id: start_pc, type: u2, doc: Start of the range in which the variable has a value}
      - id: length
        type: u2
        -check: {max: _parent._parent._parent.as<code>.code_length - start_pc}
        -unit: bytes
        doc: Size of that range in bytes
      - {id: name_index, type: utf8_ref, doc: Name}
      - {id: signature_index, type: utf8_ref, doc: Field signature of the type}
      - {id: index, type: u2, doc: Local variable index}
  annotations:
    seq:
      - {id: num_annotations, type: u2, doc: Number of annotations}
      - {id: annotations, type: annotation, repeat: expr, repeat-expr: num_annotations, doc: Annotations}
    doc-ref: JVMS 4.7.16 "The RuntimeVisibleAnnotations Attribute"
  parameter_annotations:
    seq:
      - {id: num_parameters, -orig-id: num_parameters, type: u1, doc: Number of parameters}
      - {id: parameter_annotations, type: annotations, repeat: expr, repeat-expr: num_parameters,
         doc: Annotations of each parameter}
    doc-ref: JVMS 4.7.18
  annotation:
    seq:
      - {id: type_index, type: utf8_ref, doc: Field descriptor of the annotation interface}
      - {id: num_element_value_pairs, type: u2, doc: Number of element-value pairs}
      - {id: element_value_pairs, type: element_value_pair, repeat: expr, repeat-expr: num_element_value_pairs,
         doc: Element-value pairs}
  element_value_pair:
    seq:
      - {id: element_name_index, type: utf8_ref, doc: Element name}
      - {id: value, type: element_value, doc: Element value}
  element_value:
    seq:
      - {id: tag, type: u1, enum: element_tags, valid: {in-enum: true}, doc: Type of the value}
      - id: value
        type:
          switch-on: tag
          cases:
            'element_tags::enum_constant': enum_const_value
            'element_tags::class_ref': utf8_ref
            'element_tags::annotation': annotation
            'element_tags::array': array_value
            'element_tags::string': utf8_ref
            _: const_value
        doc: Value
    doc-ref: JVMS 4.7.16.1 "The element_value structure"
  const_value:
    seq:
      - {id: const_value_index, type: u2, doc: Constant pool index of the value}
    instances:
      constant: {value: '_root.constant_pool[const_value_index - 1]', doc: Constant}
  array_value:
    seq:
      - {id: num_values, type: u2, doc: Number of values}
      - {id: values, type: element_value, repeat: expr, repeat-expr: num_values, doc: Values}
  enum_const_value:
    seq:
      - {id: type_name_index, type: utf8_ref, doc: Field descriptor of the enum class}
      - {id: const_name_index, type: utf8_ref, doc: Name of the enum constant}
  bootstrap_methods:
    seq:
      - {id: num_bootstrap_methods, type: u2, doc: Number of bootstrap methods}
      - {id: bootstrap_methods, type: bootstrap_method, repeat: expr, repeat-expr: num_bootstrap_methods,
         doc: Bootstrap methods of dynamically computed constants and call sites}
    doc-ref: JVMS 4.7.23 "The BootstrapMethods Attribute"
  bootstrap_method:
    seq:
      - {id: bootstrap_method_ref, type: u2, doc: Constant pool index of the method handle}
      - {id: num_bootstrap_arguments, type: u2, doc: Number of static arguments}
      - {id: bootstrap_arguments, type: u2, repeat: expr, repeat-expr: num_bootstrap_arguments,
         doc: Constant pool indices of the static arguments}
  method_parameters:
    seq:
      - {id: parameters_count, -orig-id: parameters_count, type: u1, doc: Number of parameters}
      - {id: parameters, type: method_parameter, repeat: expr, repeat-expr: parameters_count,
         doc: Names and flags of the parameters}
    doc-ref: JVMS 4.7.24 "The MethodParameters Attribute"
  method_parameter:
    seq:
      - {id: name_index, type: utf8_ref, doc: Name; 0 if none}
      - id: access_flags
        type: u2
        -hex: true
        doc: 0x0010 ACC_FINAL, 0x1000 ACC_SYNTHETIC, 0x8000 ACC_MANDATED
  module:
    seq:
      - {id: module_name_index, type: class_ref, doc: Module name}
      - id: module_flags
        type: u2
        -hex: true
        doc: 0x0020 ACC_OPEN, 0x1000 ACC_SYNTHETIC, 0x8000 ACC_MANDATED
      - {id: module_version_index, type: utf8_ref, doc: Module version; 0 if none}
      - {id: requires_count, -orig-id: requires_count, type: u2, doc: Number of required modules}
      - {id: requires, type: module_requires, repeat: expr, repeat-expr: requires_count, doc: Required modules}
      - {id: exports_count, -orig-id: exports_count, type: u2, doc: Number of exported packages}
      - {id: exports, type: module_exports, repeat: expr, repeat-expr: exports_count, doc: Exported packages}
      - {id: opens_count, -orig-id: opens_count, type: u2, doc: Number of opened packages}
      - {id: opens, type: module_opens, repeat: expr, repeat-expr: opens_count,
         doc: Packages opened for reflection}
      - {id: uses_count, -orig-id: uses_count, type: u2, doc: Number of services used}
      - {id: uses_index, type: class_ref, repeat: expr, repeat-expr: uses_count, doc: Services used}
      - {id: provides_count, -orig-id: provides_count, type: u2, doc: Number of services provided}
      - {id: provides, type: module_provides, repeat: expr, repeat-expr: provides_count, doc: Services provided}
    doc-ref: JVMS 4.7.25 "The Module Attribute"
  module_requires:
    seq:
      - {id: requires_index, type: class_ref, doc: Module name}
      - id: requires_flags
        type: u2
        -hex: true
        doc: 0x0020 ACC_TRANSITIVE, 0x0040 ACC_STATIC_PHASE, 0x1000 ACC_SYNTHETIC, 0x8000 ACC_MANDATED
      - {id: requires_version_index, type: utf8_ref, doc: Module version; 0 if none}
  module_exports:
    seq:
      - {id: exports_index, type: class_ref, doc: Package name}
      - {id: exports_flags, type: u2, -hex: true, doc: '0x1000 ACC_SYNTHETIC, 0x8000 ACC_MANDATED'}
      - {id: exports_to_count, -orig-id: exports_to_count, type: u2, doc: Number of modules; 0 if exported to all}
      - {id: exports_to_index, type: class_ref, repeat: expr, repeat-expr: exports_to_count,
         doc: Modules to which the package is exported}
  module_opens:
    seq:
      - {id: opens_index, type: class_ref, doc: Package name}
      - {id: opens_flags, type: u2, -hex: true, doc: '0x1000 ACC_SYNTHETIC, 0x8000 ACC_MANDATED'}
      - {id: opens_to_count, -orig-id: opens_to_count, type: u2, doc: Number of modules; 0 if opened to all}
      - {id: opens_to_index, type: class_ref, repeat: expr, repeat-expr: opens_to_count,
         doc: Modules to which the package is opened}
  module_provides:
    seq:
      - {id: provides_index, type: class_ref, doc: Service interface}
      - {id: provides_with_count, -orig-id: provides_with_count, type: u2, doc: Number of implementations}
      - {id: provides_with_index, type: class_ref, repeat: expr, repeat-expr: provides_with_count,
         doc: Classes that implement the service}
  module_packages:
    seq:
      - {id: package_count, -orig-id: package_count, type: u2, doc: Number of packages}
      - {id: package_index, type: class_ref, repeat: expr, repeat-expr: package_count,
         doc: Packages of the module}
    doc-ref: JVMS 4.7.26 "The ModulePackages Attribute"
  record:
    seq:
      - {id: components_count, -orig-id: components_count, type: u2, doc: Number of components}
      - {id: components, type: record_component, repeat: expr, repeat-expr: components_count,
         doc: Components of the record}
    doc-ref: JVMS 4.7.30 "The Record Attribute"
  record_component:
    seq:
      - {id: name_index, type: utf8_ref, doc: Name}
      - {id: descriptor_index, type: utf8_ref, doc: Field descriptor}
      - {id: attributes_count, -orig-id: attributes_count, type: u2, doc: Number of attributes}
      - {id: attributes, type: attribute, repeat: expr, repeat-expr: attributes_count,
         doc: Attributes of the component}
enums:
  versions: {
    45: java_1_1, 46: java_1_2, 47: java_1_3, 48: java_1_4, 49: java_5, 50: java_6, 51: java_7,
    52: java_8, 53: java_9, 54: java_10, 55: java_11, 56: java_12, 57: java_13, 58: java_14,
    59: java_15, 60: java_16, 61: java_17, 62: java_18, 63: java_19, 64: java_20, 65: java_21,
    66: java_22, 67: java_23, 68: java_24, 69: java_25}
  tags: {
    1: utf8, 3: integer, 4: float, 5: long, 6: double, 7: class, 8: string, 9: fieldref,
    10: methodref, 11: interface_methodref, 12: name_and_type, 15: method_handle, 16: method_type,
    17: dynamic, 18: invoke_dynamic, 19: module, 20: package}
  reference_kinds: {
    1: get_field, 2: get_static, 3: put_field, 4: put_static, 5: invoke_virtual, 6: invoke_static,
    7: invoke_special, 8: new_invoke_special, 9: invoke_interface}
  frame_kinds: {
    0: same, 1: same_locals_1_stack_item, 2: same_locals_1_stack_item_extended, 3: chop,
    4: same_extended, 5: append, 6: full}
  verification_types: {
    0: top, 1: integer, 2: float, 3: double, 4: long, 5: 'null', 6: uninitialized_this, 7: object,
    8: uninitialized}
  element_tags: {
    0x42: byte, 0x43: char, 0x44: double, 0x46: float, 0x49: int, 0x4a: long, 0x53: short,
    0x5a: boolean, 0x73: string, 0x65: enum_constant, 0x63: class_ref, 0x40: annotation,
    0x5b: array}
