// Generates documents from the grammar alone: they parse, but need not mean anything.
const names = ['a', 'b', 'id', 'name', 'on', 'type', 'query', 'fragment', 'input', 'true1', '_', '__typename', 'Zed', 'x9'];
const typeNames = ['A', 'B', 'Int', 'String', 'T', 'on', 'type', 'Query'];
const strings = [
  '""', '"x"', '"é 😀"', '"\\u00e9\\n\\t\\\\\\"\\/\\b\\f\\r"', '"\\u{1F600}"', '"\\uD83D\\uDE00"', '"\\u{0}"', '"# no comment"', '"\u007f\u0085"',
  '""""""', '"""x"""', '"""\n  two\n    lines\n"""', '"""  first\n  second\\""" """', '"""\r\n\ta\r\n\t\tb\r\n"""', '"""ends with quote\\""""""',
  '"""\\ \\u{41} \\n"""', '"""\n\n  \n a\n\n b\n \n"""', '""" x"""', '"""ends with slash\\\n"""', '"""é\r😀"""', '"""' + 'long '.repeat(16) + '"""',
];
const numbers = ['0', '-0', '1', '-12', '123456789012345678901', '0.0', '1.5', '-1.25e10', '1e5', '1E-5', '0.1E+7'];
const locations = ['QUERY', 'FIELD', 'FRAGMENT_SPREAD', 'VARIABLE_DEFINITION', 'OBJECT', 'ENUM_VALUE', 'INPUT_FIELD_DEFINITION', 'SCHEMA'];
const separators = [' ', ' ', ' ', '\n', ', ', ' # comment é\n', '\t', '\r\n', '\r', '\ufeff '];

export class Grammar {
  constructor(random) {
    this.r = random;
  }

  document() {
    const kinds = this.r.chance(0.6)
      ? ['operation', 'operation', 'fragment']
      : ['schema', 'scalar', 'object', 'interface', 'union', 'enum', 'input', 'directive', 'operation', 'extension'];
    const tokens = this.r.many(1, 4, () => this[this.r.pick(kinds)]()).flat(Infinity);
    return this.glue(tokens);
  }

  // Only names, numbers and strings can run into each other.
  glue(tokens) {
    let text = this.r.chance(0.02) ? '\ufeff' : '';
    for (const token of tokens.filter((t) => t !== '')) {
      if (text !== '' && (this.r.chance(0.75) || (/[\w"]$/.test(text) && /^[\w".-]/.test(token)))) {
        text += this.r.pick(separators);
      }
      text += token;
    }
    return text + (this.r.chance(0.1) ? this.r.pick(separators) : '');
  }

  maybe(probability, make) {
    return this.r.chance(probability) ? make() : '';
  }

  name() {
    return this.r.pick(names);
  }

  namedType() {
    return this.r.pick(typeNames);
  }

  description() {
    return this.maybe(0.3, () => this.r.pick(strings));
  }

  type(depth = 0) {
    const inner = depth < 3 && this.r.chance(0.3) ? ['[', this.type(depth + 1), ']'] : this.namedType();
    return [inner, this.maybe(0.3, () => '!')];
  }

  value(constant, depth = 0) {
    const kind = this.r.int(depth > 2 ? 6 : 8);
    switch (kind) {
      case 0:
        return this.r.pick(numbers);
      case 1:
        return this.r.pick(strings);
      case 2:
        return this.r.pick(['true', 'false', 'null']);
      case 3:
        return this.r.pick(['ENUM', 'on', 'fragment', 'truex']);
      case 4:
      case 5:
        return constant ? this.r.pick(numbers) : ['$', this.name()];
      case 6:
        return ['[', this.r.many(0, 3, () => this.value(constant, depth + 1)), ']'];
      default:
        return ['{', this.r.many(0, 3, () => [this.name(), ':', this.value(constant, depth + 1)]), '}'];
    }
  }

  args(constant) {
    return this.maybe(0.3, () => ['(', this.r.many(1, 4, () => [this.name(), ':', this.value(constant)]), ')']);
  }

  directives(constant) {
    return this.maybe(0.2, () => this.r.many(1, 2, () => ['@', this.name(), this.args(constant)]));
  }

  operation() {
    if (this.r.chance(0.3)) {
      return this.selectionSet(0);
    }
    return [
      this.description(),
      this.r.pick(['query', 'mutation', 'subscription']),
      this.maybe(0.6, () => this.name()),
      this.maybe(0.4, () => ['(', this.r.many(1, 3, () => this.variable()), ')']),
      this.directives(false),
      this.selectionSet(0),
    ];
  }

  variable() {
    return [
      this.description(), '$', this.name(), ':', this.type(),
      this.maybe(0.4, () => ['=', this.value(true)]),
      this.directives(true),
    ];
  }

  selectionSet(depth) {
    return ['{', this.r.many(1, 4, () => this.selection(depth)), '}'];
  }

  selection(depth) {
    const deeper = () => this.selectionSet(depth + 1);
    switch (this.r.int(6)) {
      case 0:
        return ['...', this.r.pick(names.filter((n) => n !== 'on')), this.directives(false)];
      case 1:
        return depth > 3 ? 'leaf' : ['...', this.maybe(0.6, () => ['on', this.namedType()]), this.directives(false), deeper()];
      default:
        return [
          this.maybe(0.3, () => [this.name(), ':']), this.name(), this.args(false), this.directives(false),
          depth > 3 ? '' : this.maybe(0.3, deeper),
        ];
    }
  }

  fragment() {
    const name = this.r.pick(names.filter((n) => n !== 'on'));
    return [this.description(), 'fragment', name, 'on', this.namedType(), this.directives(false), this.selectionSet(1)];
  }

  schema() {
    return [this.description(), 'schema', this.directives(true), '{', this.rootTypes(), '}'];
  }

  rootTypes() {
    return this.r.many(1, 3, () => [this.r.pick(['query', 'mutation', 'subscription']), ':', this.namedType()]);
  }

  scalar() {
    return [this.description(), 'scalar', this.name(), this.directives(true)];
  }

  implements() {
    return this.maybe(0.4, () => ['implements', this.maybe(0.3, () => '&'), this.separated('&', () => this.namedType())]);
  }

  separated(separator, make) {
    return this.r.many(1, 3, make).flatMap((item, i) => (i ? [separator, item] : [item]));
  }

  object() {
    return [this.description(), 'type', this.name(), this.implements(), this.directives(true), this.maybe(0.8, () => this.fields())];
  }

  interface() {
    return [this.description(), 'interface', this.name(), this.implements(), this.directives(true), this.maybe(0.8, () => this.fields())];
  }

  fields() {
    return ['{', this.r.many(1, 3, () => [
      this.description(), this.name(), this.maybe(0.3, () => ['(', this.inputs(), ')']), ':', this.type(), this.directives(true),
    ]), '}'];
  }

  inputs() {
    return this.r.many(1, 3, () => [
      this.description(), this.name(), ':', this.type(), this.maybe(0.4, () => ['=', this.value(true)]), this.directives(true),
    ]);
  }

  union() {
    return [this.description(), 'union', this.name(), this.directives(true), this.maybe(0.8, () => this.members())];
  }

  members() {
    return ['=', this.maybe(0.3, () => '|'), this.separated('|', () => this.namedType())];
  }

  enum() {
    return [this.description(), 'enum', this.name(), this.directives(true), this.maybe(0.8, () => this.enumValues())];
  }

  enumValues() {
    return ['{', this.r.many(1, 3, () => [this.description(), this.name(), this.directives(true)]), '}'];
  }

  input() {
    return [this.description(), 'input', this.name(), this.directives(true), this.maybe(0.8, () => ['{', this.inputs(), '}'])];
  }

  directive() {
    return [
      this.description(), 'directive', '@', this.name(), this.maybe(0.4, () => ['(', this.inputs(), ')']), this.maybe(0.3, () => 'repeatable'),
      'on', this.maybe(0.3, () => '|'), this.separated('|', () => this.r.pick(locations)),
    ];
  }

  // Some of these extend by nothing, and are broken.
  extension() {
    return ['extend', this.r.pick([
      () => ['schema', this.directives(true), this.maybe(0.6, () => ['{', this.rootTypes(), '}'])],
      () => ['scalar', this.name(), this.directives(true)],
      () => ['type', this.name(), this.implements(), this.directives(true), this.maybe(0.6, () => this.fields())],
      () => ['interface', this.name(), this.implements(), this.directives(true), this.maybe(0.6, () => this.fields())],
      () => ['union', this.name(), this.directives(true), this.maybe(0.6, () => this.members())],
      () => ['enum', this.name(), this.directives(true), this.maybe(0.6, () => this.enumValues())],
      () => ['input', this.name(), this.directives(true), this.maybe(0.6, () => ['{', this.inputs(), '}'])],
    ])()];
  }
}
