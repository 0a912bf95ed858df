// Values for the variables of a document: fitting ones, and now and then one that does not fit.
import { getNullableType, isEnumType, isInputObjectType, isListType, isNonNullType, typeFromAST } from 'graphql';

const misfits = [null, 1, -1, 2147483648, 1.5, 'text', true, [], [1], [[null]], {}, { unknown: 1 }, 'NOPE'];

export function variablesOf(random, schema, document) {
  const values = {};
  for (const { variable, type } of document.definitions[0].variableDefinitions ?? []) {
    const resolved = typeFromAST(schema, type);
    if (isNonNullType(resolved) ? random.chance(0.98) : random.chance(0.7)) {
      values[variable.name.value] = value(random, resolved, 0);
    }
  }
  return values;
}

function value(random, type, depth) {
  if (random.chance(0.02)) {
    return random.pick(misfits);
  }
  if (!isNonNullType(type) && random.chance(0.1)) {
    return null;
  }
  const inner = getNullableType(type);
  if (isListType(inner)) {
    return random.chance(0.1) ? value(random, inner.ofType, depth + 1) : random.many(0, 2, () => value(random, inner.ofType, depth + 1));
  }
  if (isEnumType(inner)) {
    return random.pick(inner.getValues()).name;
  }
  return isInputObjectType(inner) ? object(random, inner, depth) : scalar(random, inner.name);
}

function object(random, type, depth) {
  const fields = Object.values(type.getFields());
  if (type.isOneOf) {
    const field = random.pick(fields);
    return { [field.name]: value(random, field.type, depth + 1) };
  }
  const given = fields.filter((field) => (isNonNullType(field.type) && field.defaultValue === undefined) || (depth < 3 && random.chance(0.4)));
  return Object.fromEntries(given.map((field) => [field.name, value(random, field.type, depth + 1)]));
}

function scalar(random, name) {
  switch (name) {
    case 'Int':
      return random.pick([0, 1, -7, 2147483647]);
    case 'Float':
      return random.pick([0, 1.5, -2000, 7]);
    case 'Boolean':
      return random.chance(0.5);
    case 'ID':
      return random.pick(['id', 4]);
    default:
      return random.pick(['', 'text', 'é "quoted"']);
  }
}
