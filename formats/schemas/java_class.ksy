meta:
  id: java_class
  title: Java class file
  application: [Java, Kotlin, Scala, Android tools]
  file-extension: class
  license: MIT OR Apache-2.0
  ks-version: '0.10'
  endian: be
  -complete: true
  bit-endian: be
  encoding: UTF-8
  xref:
    mime: application/java-vm
    wikidata: Q2193155
doc: |
  A class or interface as compilers for the Java Virtual Machine write it. Names, numbers and references
  to other classes stand in the constant pool; everything behind it refers to its entries by number,
  counted from 1.
doc-ref: https://docs.oracle.com/javase/specs/jvms/se21/html/jvms-4.html
seq:
  - {id: magic, contents: [0xca, 0xfe, 0xba, 0xbe], doc: Identifies the format}
  - {id: minor_version, type: u2, doc: Minor version; 65535 if preview features are used}
  - id: major_version
    type: u2
    enum: versions
    valid: {expr: _.to_i >= 45}
    doc: Version of Java that the file needs
  - id: constant_pool_count
    type: u2
    valid: {min: 1}
    doc: Number of constants, with entry 0 that does not exist
  - id: constant_pool
    type: 'constant(_index != 0 and constant_pool[_index - 1].has_two_entries)'
    repeat: expr
    repeat-expr: constant_pool_count - 1
    doc: The constants, number 1 first
    doc-ref: JVMS 4.4 "The Constant Pool"
  - {id: access_flags, type: class_flags, doc: Kind and properties of the class}
  - {id: this_class, type: class_ref, doc: The class}
  - id: super_class
    type: class_ref
    doc: The class that it extends; only java.lang.Object and modules have none
  - {id: num_interfaces, -orig-id: interfaces_count, type: u2, doc: Number of interfaces}
  - id: interfaces
    type: class_ref
    repeat: expr
    repeat-expr: num_interfaces
    doc: Interfaces that the class implements
  - {id: num_fields, -orig-id: fields_count, type: u2, doc: Number of fields}
  - {id: fields, type: field, repeat: expr, repeat-expr: num_fields, doc: Fields that the class declares}
  - {id: num_methods, -orig-id: methods_count, type: u2, doc: Number of methods}
  - {id: methods, type: method, repeat: expr, repeat-expr: num_methods, doc: Methods that the class declares}
  - {id: num_attributes, -orig-id: attributes_count, type: u2, doc: Number of attributes}
  - {id: attributes, type: attribute, repeat: expr, repeat-expr: num_attributes, doc: Attributes of the class}
types:
  constant:
    params:
      - {id: is_second, type: bool, doc: Whether the entry belongs to the long or double before it}
    seq:
      - {id: tag, type: u1, enum: tags, valid: {in-enum: true}, if: not is_second, doc: Kind of the constant}
      - id: info
        type:
          switch-on: tag
          cases:
            'tags::utf8': utf8_constant
            'tags::integer': integer_constant
            'tags::float': float_constant
            'tags::long': long_constant
            'tags::double': double_constant
            'tags::class_ref': name_constant
            'tags::string': string_constant
            'tags::field': member_constant
            'tags::method': member_constant
            'tags::interface_method': member_constant
            'tags::name_and_type': name_and_type_constant
            'tags::method_handle': method_handle_constant
            'tags::method_type': method_type_constant
            'tags::dynamic': dynamic_constant
            'tags::invoke_dynamic': dynamic_constant
            'tags::module': name_constant
            'tags::package': name_constant
        if: not is_second
        doc: The constant
    instances:
      has_two_entries:
        value: 'not is_second and (tag == tags::long or tag == tags::double)'
        doc: Whether the next number is taken, too
  utf8_constant:
    seq:
      - {id: len_value, -orig-id: length, type: u2, -unit: bytes, doc: Length of the text}
      - id: value
        type: str
        size: len_value
        doc: The text; zero and characters beyond U+FFFF are encoded in Java's own way
    doc-ref: JVMS 4.4.7 "The CONSTANT_Utf8_info Structure"
  integer_constant:
    seq:
      - {id: value, type: s4, doc: 'A number of type int, or of a shorter type'}
    doc-ref: JVMS 4.4.4
  float_constant:
    seq:
      - {id: value, type: f4, doc: A number of type float}
    doc-ref: JVMS 4.4.4
  long_constant:
    seq:
      - {id: value, type: s8, doc: A number of type long}
    doc-ref: JVMS 4.4.5
  double_constant:
    seq:
      - {id: value, type: f8, doc: A number of type double}
    doc-ref: JVMS 4.4.5
  name_constant:
    seq:
      - {id: name_index, type: u2, doc: Number of the name}
    instances:
      name:
        value: _root.constant_pool[name_index - 1].info.as<utf8_constant>.value
        doc: Name of the class, module or package
    doc-ref: JVMS 4.4.1, 4.4.11 and 4.4.12
  string_constant:
    seq:
      - {id: string_index, type: u2, doc: Number of the text}
    instances:
      value: {value: '_root.constant_pool[string_index - 1].info.as<utf8_constant>.value', doc: The text}
    doc-ref: JVMS 4.4.3
  member_constant:
    seq:
      - {id: class_index, type: u2, doc: Number of the class}
      - {id: name_and_type_index, type: u2, doc: Number of name and type}
    instances:
      class_name:
        value: _root.constant_pool[class_index - 1].info.as<name_constant>.name
        doc: Name of the class
      name_and_type:
        value: _root.constant_pool[name_and_type_index - 1].info.as<name_and_type_constant>
        doc: Name and type of the member
    doc-ref: JVMS 4.4.2
  name_and_type_constant:
    seq:
      - {id: name_index, type: u2, doc: Number of the name}
      - {id: descriptor_index, type: u2, doc: Number of the descriptor}
    instances:
      name:
        value: _root.constant_pool[name_index - 1].info.as<utf8_constant>.value
        doc: Name of the field or method
      descriptor:
        value: _root.constant_pool[descriptor_index - 1].info.as<utf8_constant>.value
        doc: Type of the field, or parameters and result of the method
    doc-ref: JVMS 4.4.6
  method_handle_constant:
    seq:
      - id: reference_kind
        type: u1
        enum: reference_kinds
        valid: {in-enum: true}
        doc: What is done with the member
      - {id: reference_index, type: u2, doc: Number of the member}
    doc-ref: JVMS 4.4.8
  method_type_constant:
    seq:
      - {id: descriptor_index, type: u2, doc: Number of the descriptor}
    instances:
      descriptor:
        value: _root.constant_pool[descriptor_index - 1].info.as<utf8_constant>.value
        doc: Parameters and result of a method
    doc-ref: JVMS 4.4.9
  dynamic_constant:
    seq:
      - {id: bootstrap_method_attr_index, type: u2, doc: 'Index into the attribute BootstrapMethods, from 0'}
      - {id: name_and_type_index, type: u2, doc: Number of name and type}
    doc-ref: JVMS 4.4.10
  class_ref:
    seq:
      - id: index
        type: u2
        valid: {max: _root.constant_pool_count - 1}
        doc: Number of a class in the constant pool, or 0
    instances:
      name:
        value: _root.constant_pool[index - 1].info.as<name_constant>.name
        if: index != 0
        doc: Name of the class
  utf8_ref:
    seq:
      - id: index
        type: u2
        valid: {max: _root.constant_pool_count - 1}
        doc: Number of a text in the constant pool, or 0
    instances:
      value:
        value: _root.constant_pool[index - 1].info.as<utf8_constant>.value
        if: index != 0
        doc: The text
  class_flags:
    seq:
      - {id: is_module, type: b1, doc: 'A module, not a class'}
      - {id: is_enum, type: b1, doc: An enumeration}
      - {id: is_annotation, type: b1, doc: An annotation}
      - {id: is_synthetic, type: b1, doc: Not in the source}
      - {id: reserved_4, type: b1, doc: Reserved}
      - {id: is_abstract, type: b1, doc: Must not be instantiated}
      - {id: is_interface, type: b1, doc: An interface}
      - {id: reserved_3, type: b3, doc: Reserved}
      - id: is_super
        type: b1
        doc: Calls to methods of the super class are treated specially; set since Java 1.1
      - {id: is_final, type: b1, doc: Must not be extended}
      - {id: is_static, type: b1, doc: A nested class without an outer instance}
      - id: is_protected
        type: b1
        doc: A nested class, for the package and for classes that extend the outer one
      - {id: is_private, type: b1, doc: 'A nested class, for the outer class only'}
      - {id: is_public, type: b1, doc: 'For other packages, too'}
    doc-ref: JVMS 4.1, table 4.1-B, and 4.7.6, table 4.7.6-A
  field_flags:
    seq:
      - {id: reserved_2, type: b1, doc: Reserved}
      - {id: is_enum, type: b1, doc: A constant of an enumeration}
      - {id: reserved_1, type: b1, doc: Reserved}
      - {id: is_synthetic, type: b1, doc: Not in the source}
      - {id: reserved_4, type: b4, doc: Reserved}
      - {id: is_transient, type: b1, doc: Not written when objects are serialized}
      - {id: is_volatile, type: b1, doc: Must not be cached}
      - {id: reserved_0, type: b1, doc: Reserved}
      - {id: is_final, type: b1, doc: Not assigned to after construction}
      - {id: is_static, type: b1, doc: 'Belongs to the class, not to its instances'}
      - {id: is_protected, type: b1, doc: For the package and for classes that extend this one}
      - {id: is_private, type: b1, doc: For this class and its nest only}
      - {id: is_public, type: b1, doc: 'For other packages, too'}
    doc-ref: JVMS 4.5, table 4.5-A
  method_flags:
    seq:
      - {id: reserved_3, type: b3, doc: Reserved}
      - {id: is_synthetic, type: b1, doc: Not in the source}
      - {id: is_strict, type: b1, doc: 'Strict floating point, in versions 46 to 60'}
      - {id: is_abstract, type: b1, doc: Without code}
      - {id: reserved_1, type: b1, doc: Reserved}
      - {id: is_native, type: b1, doc: Written in another language}
      - {id: is_varargs, type: b1, doc: Takes any number of arguments}
      - {id: is_bridge, type: b1, doc: Made by the compiler to call another method}
      - {id: is_synchronized, type: b1, doc: Locks the object while it runs}
      - {id: is_final, type: b1, doc: Must not be overridden}
      - {id: is_static, type: b1, doc: 'Belongs to the class, not to its instances'}
      - {id: is_protected, type: b1, doc: For the package and for classes that extend this one}
      - {id: is_private, type: b1, doc: For this class and its nest only}
      - {id: is_public, type: b1, doc: 'For other packages, too'}
    doc-ref: JVMS 4.6, table 4.6-A
  field:
    seq:
      - {id: access_flags, type: field_flags, doc: Properties of the field}
      - {id: name, type: utf8_ref, doc: Name}
      - {id: descriptor, type: utf8_ref, doc: Type}
      - {id: num_attributes, -orig-id: attributes_count, type: u2, doc: Number of attributes}
      - {id: attributes, type: attribute, repeat: expr, repeat-expr: num_attributes,
         doc: Attributes of the field}
    doc-ref: JVMS 4.5 "Fields"
  method:
    seq:
      - {id: access_flags, type: method_flags, doc: Properties of the method}
      - {id: name, type: utf8_ref, doc: 'Name; <init> is a constructor, <clinit> initializes the class'}
      - {id: descriptor, type: utf8_ref, doc: Parameters and result}
      - {id: num_attributes, -orig-id: attributes_count, type: u2, doc: Number of attributes}
      - {id: attributes, type: attribute, repeat: expr, repeat-expr: num_attributes,
         doc: 'Attributes of the method, its code among them'}
    doc-ref: JVMS 4.6 "Methods"
  attribute:
    seq:
      - id: name
        -orig-id: attribute_name_index
        type: utf8_ref
        valid: {expr: _.index != 0}
        doc: Kind of the attribute
      - {id: len_info, -orig-id: attribute_length, type: u4, -unit: bytes, doc: Length of the contents}
      - id: info
        size: len_info
        type:
          switch-on: name.value
          cases:
            '"ConstantValue"': constant_value
            '"Code"': code
            '"StackMapTable"': stack_map_table
            '"Exceptions"': class_refs
            '"InnerClasses"': inner_classes
            '"EnclosingMethod"': enclosing_method
            '"Signature"': utf8_ref
            '"SourceFile"': utf8_ref
            '"LineNumberTable"': line_number_table
            '"LocalVariableTable"': local_variable_table
            '"LocalVariableTypeTable"': local_variable_table
            '"RuntimeVisibleAnnotations"': annotations
            '"RuntimeInvisibleAnnotations"': annotations
            '"RuntimeVisibleParameterAnnotations"': parameter_annotations
            '"RuntimeInvisibleParameterAnnotations"': parameter_annotations
            '"AnnotationDefault"': element_value
            '"BootstrapMethods"': bootstrap_methods
            '"MethodParameters"': method_parameters
            '"Module"': module
            '"ModulePackages"': class_refs
            '"ModuleMainClass"': class_ref
            '"NestHost"': class_ref
            '"NestMembers"': class_refs
            '"PermittedSubclasses"': class_refs
            '"Record"': record
        doc: The contents; bytes if the kind is not known here
    doc-ref: JVMS 4.7 "Attributes"
  constant_value:
    seq:
      - id: constant_index
        -orig-id: constantvalue_index
        type: u2
        doc: Number of the constant that the field has from the start
    instances:
      constant: {value: '_root.constant_pool[constant_index - 1]', doc: The constant}
    doc-ref: JVMS 4.7.2 "The ConstantValue Attribute"
  code:
    seq:
      - {id: max_stack, type: u2, doc: Greatest depth of the operand stack}
      - {id: max_locals, type: u2, doc: Number of local variables}
      - id: len_code
        -orig-id: code_length
        type: u4
        valid: {min: 1, max: 65535}
        -unit: bytes
        doc: Length of the code
      - {id: code, size: len_code, doc: Instructions}
      - id: num_exception_table
        -orig-id: exception_table_length
        type: u2
        doc: Number of exception handlers
      - {id: exception_table, type: exception_handler, repeat: expr, repeat-expr: num_exception_table,
         doc: Exception handlers; the first that fits is taken}
      - {id: num_attributes, -orig-id: attributes_count, type: u2, doc: Number of attributes}
      - {id: attributes, type: attribute, repeat: expr, repeat-expr: num_attributes,
         doc: Attributes of the code}
    doc-ref: JVMS 4.7.3 "The Code Attribute"
  exception_handler:
    seq:
      - {id: start_pc, type: u2, doc: Where the guarded code begins}
      - {id: end_pc, type: u2, valid: {expr: _ > start_pc}, doc: 'Where it ends, exclusive'}
      - {id: handler_pc, type: u2, doc: Where the handler begins}
      - {id: catch_type, type: class_ref, doc: Class of the exceptions caught; none for all}
    doc-ref: JVMS 4.7.3
  stack_map_table:
    seq:
      - {id: num_frames, -orig-id: number_of_entries, type: u2, doc: Number of frames}
      - {id: frames, type: stack_map_frame, repeat: expr, repeat-expr: num_frames,
         doc: Types of local variables and operands where jumps lead}
    doc-ref: JVMS 4.7.4 "The StackMapTable Attribute"
  stack_map_frame:
    seq:
      - id: frame_type
        type: u1
        valid: {expr: _ < 128 or _ > 246}
        doc: How the frame differs from the one before
      - id: offset_delta
        type: u2
        if: frame_type >= 247
        doc: Offset of the frame, less one, from the one before; otherwise the frame type holds it
      - id: num_locals
        -orig-id: number_of_locals
        type: u2
        if: frame_type == 255
        doc: Number of local variables
      - id: locals
        type: verification_type
        repeat: expr
        repeat-expr: 'frame_type == 255 ? num_locals : frame_type - 251'
        if: frame_type >= 252
        doc: Types of all local variables, or of those that were added
      - id: num_stack
        -orig-id: number_of_stack_items
        type: u2
        if: frame_type == 255
        doc: Number of operands
      - id: stack
        type: verification_type
        repeat: expr
        repeat-expr: 'frame_type == 255 ? num_stack : 1'
        if: frame_type == 255 or (frame_type >= 64 and frame_type <= 247)
        doc: Types of the operands
    instances:
      kind:
        value: >-
          frame_type < 64 ? 0 : frame_type < 128 ? 1 : frame_type == 247 ? 2 : frame_type < 251 ? 3 :
          frame_type == 251 ? 4 : frame_type < 255 ? 5 : 6
        enum: frame_kinds
        doc: Kind of the frame
  verification_type:
    seq:
      - {id: tag, type: u1, enum: verification_types, valid: {in-enum: true}, doc: The type}
      - id: class_of_object
        -orig-id: cpool_index
        type: class_ref
        if: tag == verification_types::object
        doc: Class of the object
      - id: offset
        type: u2
        if: tag == verification_types::uninitialized
        doc: Where in the code the object was made
  class_refs:
    seq:
      - {id: num_classes, type: u2, doc: Number of entries}
      - {id: classes, type: class_ref, repeat: expr, repeat-expr: num_classes, doc: 'Classes, or packages'}
    doc-ref: JVMS 4.7.5, 4.7.27, 4.7.29 and 4.7.31
  inner_classes:
    seq:
      - {id: num_classes, -orig-id: number_of_classes, type: u2, doc: Number of classes}
      - {id: classes, type: inner_class, repeat: expr, repeat-expr: num_classes,
         doc: Every class of the constant pool that is nested in another}
    doc-ref: JVMS 4.7.6 "The InnerClasses Attribute"
  inner_class:
    seq:
      - {id: inner_class, -orig-id: inner_class_info_index, type: class_ref, doc: The nested class}
      - id: outer_class
        -orig-id: outer_class_info_index
        type: class_ref
        doc: The class that it is a member of; none for local classes
      - id: inner_name
        -orig-id: inner_name_index
        type: utf8_ref
        doc: Simple name; none for anonymous classes
      - id: access_flags
        -orig-id: inner_class_access_flags
        type: class_flags
        doc: Properties in the source
    doc-ref: JVMS 4.7.6
  enclosing_method:
    seq:
      - id: enclosing_class
        -orig-id: class_index
        type: class_ref
        doc: The innermost class around this one
      - {id: method_index, type: u2, doc: 'Number of name and type of the method around this class, or 0'}
    doc-ref: JVMS 4.7.7 "The EnclosingMethod Attribute"
  line_number_table:
    seq:
      - {id: num_lines, -orig-id: line_number_table_length, type: u2, doc: Number of entries}
      - {id: lines, type: line_number, repeat: expr, repeat-expr: num_lines,
         doc: Which line of the source code comes from}
    doc-ref: JVMS 4.7.12 "The LineNumberTable Attribute"
  line_number:
    seq:
      - {id: start_pc, type: u2, doc: Where the line's code begins}
      - {id: line_number, type: u2, doc: The line}
  local_variable_table:
    seq:
      - {id: num_variables, -orig-id: local_variable_table_length, type: u2, doc: Number of entries}
      - {id: variables, type: local_variable, repeat: expr, repeat-expr: num_variables,
         doc: Names and types of local variables}
    doc-ref: JVMS 4.7.13 and 4.7.14
  local_variable:
    seq:
      - {id: start_pc, type: u2, doc: Where in the code the variable has a value}
      - {id: len_code, -orig-id: length, type: u2, -unit: bytes, doc: Length of that code}
      - {id: name, -orig-id: name_index, type: utf8_ref, doc: Name}
      - {id: descriptor, -orig-id: descriptor_index or signature_index, type: utf8_ref, doc: Type}
      - {id: index, type: u2, doc: Number of the variable}
  annotations:
    seq:
      - {id: num_annotations, type: u2, doc: Number of annotations}
      - {id: annotations, type: annotation, repeat: expr, repeat-expr: num_annotations, doc: The annotations}
    doc-ref: JVMS 4.7.16 "The RuntimeVisibleAnnotations Attribute"
  parameter_annotations:
    seq:
      - {id: num_parameters, type: u1, doc: Number of parameters}
      - {id: parameters, type: annotations, repeat: expr, repeat-expr: num_parameters,
         doc: Annotations of each parameter}
    doc-ref: JVMS 4.7.18
  annotation:
    seq:
      - {id: type, -orig-id: type_index, type: utf8_ref, doc: Type of the annotation}
      - {id: num_elements, -orig-id: num_element_value_pairs, type: u2, doc: Number of elements}
      - {id: elements, type: element, repeat: expr, repeat-expr: num_elements, doc: The elements}
  element:
    seq:
      - {id: name, -orig-id: element_name_index, type: utf8_ref, doc: Name}
      - {id: value, type: element_value, doc: Value}
  element_value:
    seq:
      - {id: tag, type: u1, enum: element_tags, valid: {in-enum: true}, doc: Type of the value}
      - id: value
        type:
          switch-on: tag
          cases:
            'element_tags::enum_constant': enum_constant
            'element_tags::class_ref': utf8_ref
            'element_tags::annotation': annotation
            'element_tags::array': element_values
            'element_tags::string': utf8_ref
            _: constant_value
        doc: The value
    doc-ref: JVMS 4.7.16.1 "The element_value structure"
  element_values:
    seq:
      - {id: num_values, type: u2, doc: Number of values}
      - {id: values, type: element_value, repeat: expr, repeat-expr: num_values, doc: The values}
  enum_constant:
    seq:
      - {id: type, -orig-id: type_name_index, type: utf8_ref, doc: Type of the enumeration}
      - {id: name, -orig-id: const_name_index, type: utf8_ref, doc: Name of the constant}
  bootstrap_methods:
    seq:
      - {id: num_methods, -orig-id: num_bootstrap_methods, type: u2, doc: Number of methods}
      - {id: methods, type: bootstrap_method, repeat: expr, repeat-expr: num_methods,
         doc: Methods that link dynamic calls}
    doc-ref: JVMS 4.7.23 "The BootstrapMethods Attribute"
  bootstrap_method:
    seq:
      - {id: method_ref, -orig-id: bootstrap_method_ref, type: u2, doc: Number of the method handle}
      - {id: num_arguments, -orig-id: num_bootstrap_arguments, type: u2, doc: Number of arguments}
      - {id: arguments, -orig-id: bootstrap_arguments, type: u2, repeat: expr, repeat-expr: num_arguments,
         doc: Numbers of constants}
  method_parameters:
    seq:
      - {id: num_parameters, -orig-id: parameters_count, type: u1, doc: Number of parameters}
      - {id: parameters, type: method_parameter, repeat: expr, repeat-expr: num_parameters,
         doc: Names of the parameters}
    doc-ref: JVMS 4.7.24 "The MethodParameters Attribute"
  method_parameter:
    seq:
      - {id: name, -orig-id: name_index, type: utf8_ref, doc: 'Name, perhaps none'}
      - id: access_flags
        type: u2
        doc: 0x10 final, 0x1000 not in the source, 0x8000 required by the language
  module:
    seq:
      - {id: name, -orig-id: module_name_index, type: class_ref, doc: Name of the module}
      - id: flags
        -orig-id: module_flags
        type: u2
        doc: 0x20 open, 0x1000 not in the source, 0x8000 implied
      - {id: version, -orig-id: module_version_index, type: utf8_ref, doc: 'Version, perhaps none'}
      - {id: num_requires, -orig-id: requires_count, type: u2, doc: Number of modules needed}
      - {id: requires, type: module_requires, repeat: expr, repeat-expr: num_requires, doc: Modules needed}
      - {id: num_exports, -orig-id: exports_count, type: u2, doc: Number of packages exported}
      - {id: exports, type: module_package, repeat: expr, repeat-expr: num_exports, doc: Packages exported}
      - {id: num_opens, -orig-id: opens_count, type: u2, doc: Number of packages opened}
      - {id: opens, type: module_package, repeat: expr, repeat-expr: num_opens,
         doc: Packages opened to reflection}
      - {id: uses, type: class_refs, doc: Services used}
      - {id: num_provides, -orig-id: provides_count, type: u2, doc: Number of services provided}
      - {id: provides, type: module_provides, repeat: expr, repeat-expr: num_provides, doc: Services provided}
    doc-ref: JVMS 4.7.25 "The Module Attribute"
  module_requires:
    seq:
      - {id: name, -orig-id: requires_index, type: class_ref, doc: Name of the module}
      - id: flags
        -orig-id: requires_flags
        type: u2
        doc: 0x20 transitive, 0x40 static, 0x1000 not in the source, 0x8000 implied
      - {id: version, -orig-id: requires_version_index, type: utf8_ref, doc: 'Version, perhaps none'}
  module_package:
    seq:
      - {id: name, -orig-id: exports_index or opens_index, type: class_ref, doc: Name of the package}
      - id: flags
        -orig-id: exports_flags or opens_flags
        type: u2
        doc: 0x1000 not in the source, 0x8000 implied
      - {id: to, type: class_refs, doc: Modules that may use it; none for all}
  module_provides:
    seq:
      - {id: service, -orig-id: provides_index, type: class_ref, doc: Interface of the service}
      - {id: providers, -orig-id: provides_with_index, type: class_refs, doc: Classes that implement it}
  record:
    seq:
      - {id: num_components, -orig-id: components_count, type: u2, doc: Number of components}
      - {id: components, type: record_component, repeat: expr, repeat-expr: num_components,
         doc: Components of the record}
    doc-ref: JVMS 4.7.30 "The Record Attribute"
  record_component:
    seq:
      - {id: name, -orig-id: name_index, type: utf8_ref, doc: Name}
      - {id: descriptor, -orig-id: descriptor_index, type: utf8_ref, doc: Type}
      - {id: num_attributes, -orig-id: attributes_count, type: u2, doc: Number of attributes}
      - {id: attributes, type: attribute, repeat: expr, repeat-expr: num_attributes,
         doc: Attributes of the component}
enums:
  versions: {
    45: java_1_1, 46: java_1_2, 47: java_1_3, 48: java_1_4, 49: java_5, 50: java_6, 51: java_7,
    52: java_8, 53: java_9, 54: java_10, 55: java_11, 56: java_12, 57: java_13, 58: java_14,
    59: java_15, 60: java_16, 61: java_17, 62: java_18, 63: java_19, 64: java_20, 65: java_21,
    66: java_22, 67: java_23, 68: java_24, 69: java_25}
  tags: {
    1: utf8, 3: integer, 4: float, 5: long, 6: double, 7: class_ref, 8: string, 9: field,
    10: method, 11: interface_method, 12: name_and_type, 15: method_handle, 16: method_type,
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
