// Breaks a document in its meaning: it still parses, but may violate any rule of validation.
import { parse, parseType, parseValue, print, visit } from 'graphql';

const values = [
  'null', '1', '-1', '2147483648', '1.5', '"text"', '"""block"""', 'true', 'ENUM', 'SIT', 'QUEUED', '[]', '[1]', '[[1]]', '[null]', '{}', '{name: "x"}',
  '{name: "x", name: "y"}', '{unknown: 1}', '{id: 1, cat: null}', '{id: null}', '{id: $v0}', '[$v0]', '$v0', '$v1', '$unknown', '{a: {b: $v0}}', '99999999999999999999',
];
const directives = ['skip', 'include', 'deprecated', 'onField', 'onQuery', 'onFragment', 'onVariable', 'many', 'unknown', 'oneOf'];
const wrappers = [(t) => t, (t) => `${t}!`, (t) => `[${t}]`, (t) => `[${t}!]!`, (t) => `[[${t}]]`];
const options = { noLocation: true };

function parses(text) {
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
}

export class Breaker {
  constructor(random, schema) {
    this.r = random;
    this.types = Object.keys(schema.getTypeMap()).filter((name) => !name.startsWith('__')).concat('Unknown');
    this.names = [...new Set(Object.values(schema.getTypeMap())
      .filter((type) => !type.name.startsWith('__') && type.getFields)
      .flatMap((type) => Object.values(type.getFields()).flatMap((field) => [field.name, ...(field.args ?? []).map((arg) => arg.name)])))].concat('unknown');
  }

  break(source) {
    // A plain copy, so that nodes can be edited in place.
    const document = JSON.parse(JSON.stringify(parse(source, options)));
    for (let i = this.r.int(3); i >= 0; i--) {
      this.nodes = [];
      visit(document, { enter: (node) => void this.nodes.push(node) });
      this.edit(document);
    }
    // An edit may have put a variable where only constants may stand.
    const text = print(document);
    return parses(text) ? text : source;
  }

  of(...kinds) {
    return this.nodes.filter(({ kind }) => kinds.includes(kind));
  }

  edit(document) {
    const edit = this.r.pick([
      this.rename, this.rename, this.remove, this.remove, this.repeat, this.revalue, this.revalue, this.retype, this.retype, this.redirect, this.redirect,
      this.transplant, this.transplant, this.realias, this.spread, this.reoperate, this.condition, this.strip, this.addArgument,
    ]);
    edit.call(this, document);
  }

  pick(nodes, use) {
    if (nodes.length > 0) {
      use(this.r.pick(nodes));
    }
  }

  rename() {
    this.pick(this.of('Name'), (name) => {
      const others = this.of('Name').map(({ value }) => value);
      name.value = this.r.pick([this.r.pick(others), this.r.pick(this.names), 'unknown', '__typename', '__schema']);
    });
  }

  lists(...keys) {
    return this.nodes.flatMap((node) => keys.map((key) => node[key]).filter((list) => Array.isArray(list) && list.length > 0));
  }

  remove() {
    this.pick(this.lists('selections', 'arguments', 'directives', 'variableDefinitions', 'definitions', 'fields'), (list) => {
      if (list.length > 1 || !['Field', 'FragmentSpread', 'InlineFragment', 'OperationDefinition', 'FragmentDefinition'].includes(list[0].kind)) {
        list.splice(this.r.int(list.length), 1);
      }
    });
  }

  repeat() {
    this.pick(this.lists('selections', 'arguments', 'directives', 'variableDefinitions', 'definitions', 'fields', 'values'), (list) => {
      list.splice(this.r.int(list.length), 0, structuredClone(this.r.pick(list)));
    });
  }

  revalue() {
    this.pick(this.of('Argument', 'ObjectField', 'VariableDefinition'), (node) => {
      const key = node.kind === 'VariableDefinition' ? 'defaultValue' : 'value';
      const existing = this.of('Argument').map(({ value }) => value).filter(({ kind }) => kind !== 'Variable' || key === 'value');
      const value = existing.length > 0 && this.r.chance(0.3) ? structuredClone(this.r.pick(existing)) : parseValue(this.r.pick(values), options);
      if (key === 'value' || !JSON.stringify(value).includes('"Variable"')) {
        node[key] = value;
      }
    });
  }

  retype() {
    this.pick(this.of('VariableDefinition', 'InlineFragment', 'FragmentDefinition'), (node) => {
      const name = this.r.pick(this.types);
      if (node.kind === 'VariableDefinition') {
        const current = print(node.type).replace(/[[\]!]/g, '');
        node.type = parseType(this.r.pick(wrappers)(this.r.chance(0.5) ? current : name), options);
      } else {
        node.typeCondition = parseType(name, options);
      }
    });
  }

  redirect() {
    this.pick(this.of('Field', 'FragmentSpread', 'InlineFragment', 'OperationDefinition', 'FragmentDefinition', 'VariableDefinition'), (node) => {
      const name = this.r.pick(directives);
      const args = { skip: ['(if: true)', '(if: "x")', '', '(if: true, unless: false)'], onField: ['', '(if: $v0)', '(names: ["a", 1])'], many: ['(tag: "t")', '(tag: 1)'] };
      const constant = node.kind === 'VariableDefinition' ? [''] : undefined;
      const text = `{ a @${name}${this.r.pick(constant ?? args[name] ?? [''])} }`;
      const [directive] = parse(text, options).definitions[0].selectionSet.selections[0].directives;
      node.directives = [...(node.directives ?? []), ...Array(1 + this.r.int(2)).fill(directive)];
    });
  }

  // Copies a selection elsewhere, where its field may not exist or may conflict.
  transplant() {
    const sets = this.of('SelectionSet');
    const into = this.r.pick(sets);
    const from = this.r.pick(sets);
    into.selections.splice(this.r.int(into.selections.length), 0, structuredClone(this.r.pick(from.selections)));
  }

  realias() {
    this.pick(this.of('Field').filter(({ name }) => name.value !== '__typename'), (field) => {
      const others = this.of('Field').map(({ alias, name }) => (alias ?? name).value).filter((name) => !name.startsWith('__'));
      field.alias = { kind: 'Name', value: this.r.pick([...others, 'x', 'y']) };
    });
  }

  spread() {
    const fragments = this.of('FragmentDefinition').map(({ name }) => name.value);
    const name = this.r.pick([...fragments, ...fragments, 'Unknown']);
    this.r.pick(this.of('SelectionSet')).selections.push({ kind: 'FragmentSpread', name: { kind: 'Name', value: name } });
  }

  reoperate() {
    this.pick(this.of('OperationDefinition'), (operation) => {
      operation.operation = this.r.pick(['query', 'mutation']);
      operation.name = this.r.chance(0.5) ? undefined : { kind: 'Name', value: this.r.pick(['Op0', 'Op1']) };
    });
  }

  condition() {
    this.pick(this.of('SelectionSet'), (set) => {
      set.selections = [{
        kind: 'InlineFragment',
        typeCondition: this.r.chance(0.8) ? parseType(this.r.pick(this.types), options) : undefined,
        selectionSet: { kind: 'SelectionSet', selections: set.selections },
      }, ...(this.r.chance(0.5) ? [this.r.pick(set.selections)] : [])];
    });
  }

  strip() {
    this.pick(this.of('Field'), (field) => {
      field.selectionSet = field.selectionSet ? undefined : parse('{ id }', options).definitions[0].selectionSet;
    });
  }

  addArgument() {
    this.pick(this.of('Field'), (field) => {
      field.arguments = [...(field.arguments ?? []), {
        kind: 'Argument',
        name: { kind: 'Name', value: this.r.pick(this.names) },
        value: parseValue(this.r.pick(values), options),
      }];
    });
  }
}
