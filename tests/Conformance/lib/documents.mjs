// Generates documents that are valid, or nearly so, from a schema.
import {
  getNamedType, isAbstractType, isCompositeType, isEnumType, isInputObjectType, isInterfaceType, isListType, isNonNullType, isObjectType,
  isRequiredArgument, isRequiredInputField,
} from 'graphql';

export class Documents {
  constructor(random, schema) {
    this.r = random;
    this.schema = schema;
    this.composites = Object.values(schema.getTypeMap()).filter((type) => isCompositeType(type) && !type.name.startsWith('__'));
  }

  document() {
    this.variables = [];
    this.fragments = [];
    this.aliases = 0;
    const { schema } = this;
    const roots = [['query', schema.getQueryType()], ['query', schema.getQueryType()], ['mutation', schema.getMutationType()]].filter(([, type]) => type);
    const count = this.r.chance(0.9) ? 1 : 2;
    const operations = this.r.many(count, count, () => {
      const [kind, type] = this.r.pick(roots);
      return [kind, this.selectionSet(type, 0)];
    });
    const variables = this.variables.length
      ? `(${this.variables.map((v) => `$${v.name}: ${v.type}${v.default ?? ''}`).join(', ')})`
      : '';
    const text = operations.map(([kind, set], i) => `${kind} Op${i}${variables}${this.directive(kind)} ${set}`);
    return [...text, ...this.fragments.map(({ text: fragment }) => fragment)].join('\n');
  }

  directive(kind) {
    return kind === 'query' && this.schema.getDirective('onQuery') && this.r.chance(0.1) ? ' @onQuery' : '';
  }

  selectionSet(type, depth) {
    const selections = this.r.many(1, 4, () => this.selection(type, depth));
    return `{\n${selections.join('\n')}\n}`;
  }

  selection(type, depth) {
    const kind = this.r.next();
    if (kind < 0.1 && depth < 5) {
      const other = this.overlapping(type);
      const condition = this.r.chance(0.8) ? ` on ${other.name}` : '';
      return `...${condition}${this.conditional()} ${this.selectionSet(condition ? other : type, depth + 1)}`;
    }
    if (kind < 0.2 && depth < 5) {
      return `...${this.fragment(this.overlapping(type), depth)}${this.conditional()}`;
    }
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
    const usable = depth < 5 ? fields : fields.filter((field) => !isCompositeType(getNamedType(field.type)));
    if (usable.length === 0 || kind > 0.95) {
      return '__typename';
    }
    const field = this.r.pick(usable);
    const named = getNamedType(field.type);
    const args = field.args.filter((arg) => isRequiredArgument(arg) || this.r.chance(0.4)).map((arg) => `${arg.name}: ${this.input(arg)}`);
    const alias = args.length > 0 || this.r.chance(0.2) ? `${this.r.chance(0.95) ? `a${this.aliases++}` : this.r.pick(['x', 'y', 'id', 'name'])}: ` : '';
    const set = isCompositeType(named) ? ` ${this.selectionSet(named, depth + 1)}` : '';
    return `${alias}${field.name}${args.length ? `(${args.join(', ')})` : ''}${this.conditional()}${set}`;
  }

  conditional() {
    if (!this.r.chance(0.08)) {
      return '';
    }
    const value = this.r.chance(0.5) ? this.r.pick(['true', 'false']) : `$${this.variable('Boolean!')}`;
    return ` @${this.r.pick(['skip', 'include'])}(if: ${value})`;
  }

  overlapping(type) {
    const possible = new Set(isAbstractType(type) ? this.schema.getPossibleTypes(type) : [type]);
    return this.r.pick(this.composites.filter((other) =>
      other === type || (isAbstractType(other) ? this.schema.getPossibleTypes(other).some((t) => possible.has(t)) : possible.has(other))));
  }

  fragment(type, depth) {
    const known = this.fragments.filter((fragment) => fragment.type === type && fragment.text !== undefined);
    if (known.length > 0 && this.r.chance(0.5)) {
      return this.r.pick(known).name;
    }
    const fragment = { name: `F${this.fragments.length}`, type, text: undefined };
    this.fragments.push(fragment);
    fragment.text = `fragment ${fragment.name} on ${type.name} ${this.selectionSet(type, depth + 1)}`;
    return fragment.name;
  }

  variable(type, defaultValue) {
    const fitting = this.variables.filter((variable) => variable.type === type);
    if (fitting.length > 0 && this.r.chance(0.5)) {
      return this.r.pick(fitting).name;
    }
    const name = `v${this.variables.length}`;
    this.variables.push({ name, type, default: defaultValue && ` = ${defaultValue}` });
    return name;
  }

  // The value of an argument or input field: a variable of a fitting type, or a literal.
  input(definition, depth = 0) {
    const { type, defaultValue } = definition;
    if (this.r.chance(0.25)) {
      const inner = isNonNullType(type) ? type.ofType : type;
      if (isNonNullType(type) && (defaultValue !== undefined || this.r.chance(0.2))) {
        return `$${this.variable(String(inner), defaultValue === undefined ? this.literal(inner, 3, true) : undefined)}`;
      }
      return `$${this.variable(this.r.chance(0.3) && !isNonNullType(type) ? `${type}!` : String(type))}`;
    }
    return this.literal(type, depth);
  }

  // A literal of a type; a constant one when it may not hold variables, and never null then.
  literal(type, depth, constant = false) {
    if (isNonNullType(type)) {
      return this.literal(type.ofType, depth, true);
    }
    if (!constant && this.r.chance(0.05)) {
      return 'null';
    }
    if (isListType(type)) {
      return this.r.chance(0.15) ? this.literal(type.ofType, depth + 1, true) : `[${this.r.many(0, 2, () => this.literal(type.ofType, depth + 1, constant)).join(', ')}]`;
    }
    if (isEnumType(type)) {
      return this.r.pick(type.getValues()).name;
    }
    if (isInputObjectType(type)) {
      return this.object(type, depth, constant);
    }
    switch (type.name) {
      case 'Int':
        return this.r.pick(['0', '1', '-7', '2147483647']);
      case 'Float':
        return this.r.pick(['0', '1.5', '-2e3', '7']);
      case 'Boolean':
        return this.r.pick(['true', 'false']);
      case 'String':
        return this.r.pick(['""', '"text"', '"""block"""']);
      case 'ID':
        return this.r.pick(['"id"', '4']);
      case 'Instant':
        return '"2026-01-02T03:04:05Z"';
      default:
        return this.r.pick(['1', '"x"', 'true', '[1, {a: "b"}]', '{a: [null]}', 'ENUM', '1.5']);
    }
  }

  object(type, depth, constant) {
    const fields = Object.values(type.getFields());
    if (type.isOneOf) {
      const field = this.r.pick(fields);
      return `{${field.name}: ${!constant && this.r.chance(0.2) ? `$${this.variable(`${field.type}!`)}` : this.literal(field.type, depth + 1, true)}}`;
    }
    const given = fields.filter((field) => isRequiredInputField(field) || (depth < 3 && this.r.chance(0.4)));
    const value = (field) => (constant || depth > 2 ? this.literal(field.type, depth + 1, constant) : this.input(field, depth + 1));
    return `{${given.map((field) => `${field.name}: ${value(field)}`).join(', ')}}`;
  }
}
