// What resolvers do, decided by a hash of where they are called: the same in Host/Behaviour.cs.
import { getNullableType, isAbstractType, isEnumType, isLeafType, isListType, isNonNullType } from 'graphql';

export function hash(text) {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d) >>> 0;
  return (h ^ (h >>> 13)) >>> 0;
}

export function canonical(value) {
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(',')}]`;
  }
  if (value !== null && typeof value === 'object') {
    return `{${Object.keys(value).sort().map((key) => `${key}:${canonical(value[key])}`).join(',')}}`;
  }
  return String(value);
}

export class Behaviour {
  constructor(schema, seed, isAsync) {
    this.schema = schema;
    this.seed = seed;
    this.isAsync = isAsync;
  }

  fieldResolver = (parent, args, _context, info) => {
    const key = `${parent?.key ?? this.seed}.${info.fieldName}(${canonical(args)})`;
    const make = () => this.value(info.returnType, key);
    return this.isAsync && hash(`${key}?`) % 3 === 0 ? Promise.resolve().then(make) : make();
  };

  typeResolver = (value) => value.__typename;

  value(type, key) {
    const h = hash(key);
    if (h % 23 === 0) {
      throw new Error(`boom ${key}`);
    }
    if (h % (isNonNullType(type) ? 37 : 7) === 0) {
      return null;
    }
    return this.notNull(getNullableType(type), key, hash(`${key}!`));
  }

  notNull(type, key, h) {
    if (isListType(type)) {
      return h % 41 === 0 ? 5 : Array.from({ length: h % 4 }, (_, i) => this.item(type.ofType, `${key}/${i}`));
    }
    if (isEnumType(type)) {
      return h % 41 === 0 ? 'NOPE' : type.getValues()[h % type.getValues().length].name;
    }
    if (isLeafType(type)) {
      return this.scalar(type.name, key, h);
    }
    if (!isAbstractType(type)) {
      return { key };
    }
    const names = this.schema.getPossibleTypes(type).map(({ name }) => name).sort();
    return { key, __typename: h % 41 === 0 ? 'Nope' : names[h % names.length] };
  }

  // Items cannot throw; they can be null.
  item(type, key) {
    return hash(key) % (isNonNullType(type) ? 37 : 7) === 0 ? null : this.notNull(getNullableType(type), key, hash(`${key}!`));
  }

  scalar(name, key, h) {
    switch (name) {
      case 'Int':
        return h % 31 === 0 ? 'abc' : h % 29 === 0 ? 4294967296 : h % 1000;
      case 'Float':
        return h % 31 === 0 ? 'abc' : (h % 1000) / 8;
      case 'Boolean':
        return h % 31 === 0 ? 'abc' : h % 2 === 0;
      case 'ID':
        return h % 2 === 0 ? h % 1000 : key;
      default:
        return key;
    }
  }
}
