// Type systems that the specification refuses, and some that it just allows. Where no Query type is written, one is added.
export const typeSystems = [
  'type A', 'type A { a: B }', 'type A { a: Int a: Int }', 'type A { __a: Int }', 'type __A { a: Int }', 'type A { a(b: Int b: Int): Int }', 'type A { a(__b: Int): Int }', 'type A { a(b: C): Int }',
  'type A { a(b: A): Int }', 'input I { a: Int } type A { a: I }', 'type A { a: Int } type A { b: Int }', 'type A { a: Int } input A { a: Int }', 'extend type A { a: Int }', 'type A { a: Int } extend type A { b: Int }',
  'type A { a: Int } extend type A { a: Int }', 'type A { a: Int } extend input A { b: Int }', 'scalar S extend type S { a: Int }', 'interface I { a: Int } extend type I { b: Int }',
  'interface I { a: Int } type A implements I { a: Int }', 'interface I { a: Int } type A implements I { b: Int }', 'interface I { a: Int } type A implements I { a: String }', 'interface I { a: Int } type A implements I { a: Int! }',
  'interface I { a: Int! } type A implements I { a: Int }', 'interface I { a: [Int] } type A implements I { a: [Int!]! }', 'interface I { a: I } type A implements I { a: A }', 'interface I { a: U } union U = A type A implements I { a: A }',
  'interface I { a: I } type A implements I { a: B } type B { a: Int }', 'interface I { a(b: Int): Int } type A implements I { a: Int }', 'interface I { a(b: Int): Int } type A implements I { a(b: Int!): Int }',
  'interface I { a(b: Int): Int } type A implements I { a(b: Int, c: Int): Int }', 'interface I { a(b: Int): Int } type A implements I { a(b: Int, c: Int!): Int }', 'interface I { a(b: Int): Int } type A implements I { a(b: Int, c: Int! = 1): Int }',
  'interface I { a: Int } interface J implements I { a: Int } type A implements J { a: Int }', 'interface I { a: Int } interface J implements I { a: Int } type A implements J & I { a: Int }',
  'interface I implements I { a: Int }', 'interface I implements J { a: Int } interface J implements I { a: Int }', 'interface I { a: Int } type A implements I & I { a: Int }', 'type B { a: Int } type A implements B { a: Int }',
  'type A implements Nothing { a: Int }', 'interface I', 'interface I { a: Int }', 'interface J { a: Int } interface I implements J { b: Int }',
  'union U', 'union U = Int', 'union U = U', 'union U = Nothing', 'type A { a: Int } union U = A', 'type A { a: Int } union U = A | A', 'interface I { a: Int } union U = I', 'input I { a: Int } union U = I', 'type A { a: Int } union U = A extend union U = A',
  'type A { a: Int } type B { a: Int } union U = A extend union U = B', 'enum E', 'enum E { A }', 'enum E { A A }', 'enum E { A } extend enum E { A }', 'enum E { A } extend enum E { B }', 'enum E { __A }', 'enum __E { A }',
  'input I', 'input I { a: Int }', 'input I { a: Int a: Int }', 'input I { __a: Int }', 'type A { a: Int } input I { a: A }', 'input I { a: I }', 'input I { a: I! }', 'input I { a: [I!]! }', 'input I { a: J! } input J { b: I! }', 'input I { a: J! } input J { b: I }',
  'input I @oneOf { a: Int b: String }', 'input I @oneOf { a: Int! }', 'input I @oneOf { a: Int = 1 }', 'input I { a: Int! @deprecated }', 'input I { a: Int! = 1 @deprecated }', 'input I { a: Int @deprecated }', 'type A { a(b: Int! @deprecated): Int }', 'type A { a(b: Int @deprecated): Int }',
  'directive @d on FIELD', 'directive @d(a: Int a: Int) on FIELD', 'directive @d on FIELD directive @d on QUERY', 'directive @__d on FIELD', 'directive @d(__a: Int) on FIELD', 'directive @d(a: Nothing) on FIELD', 'type A { a: Int } directive @d(a: A) on FIELD', 'directive @skip on FIELD',
  'directive @d(a: Int! @deprecated) on FIELD', 'directive @d(a: Int!) on OBJECT type A @d(a: 1) { a: Int }', 'directive @d(a: Int!) on OBJECT type A @d { a: Int }', 'directive @d(a: Int!) on OBJECT type A @d(a: 1, b: 2) { a: Int }', 'directive @d(a: Int!) on OBJECT type A @d(a: 1, a: 2) { a: Int }',
  'directive @d on OBJECT type A @d @d { a: Int }', 'directive @d repeatable on OBJECT type A @d @d { a: Int }', 'directive @d on FIELD type A @d { a: Int }', 'directive @d on OBJECT type A @d { a: Int } extend type A @d', 'type A @unknown { a: Int }', 'type A { a: Int @skip(if: true) }',
  'directive @d on ENUM_VALUE enum E { A @d }', 'directive @d on ARGUMENT_DEFINITION type A { a(b: Int @d): Int }', 'directive @d on INPUT_FIELD_DEFINITION type A { a(b: Int @d): Int }', 'directive @d on INPUT_FIELD_DEFINITION input I { a: Int @d }', 'directive @d on SCHEMA extend schema @d', 'directive @d on UNION type A { a: Int } union U @d = A',
  'scalar S @specifiedBy(url: "x")', 'scalar S @specifiedBy', 'scalar S scalar S', 'scalar __S', 'extend scalar Nothing @specifiedBy(url: "x")',
  'schema { query: Query }', 'schema { query: Nothing }', 'schema { mutation: Query }', 'schema { query: Query query: Query }', 'schema { query: Query } schema { query: Query }', 'schema { query: Query } extend schema { query: Query }',
  'input I { a: Int } schema { query: I }', 'scalar S schema { query: S }', 'interface I { a: Int } schema { query: I }', 'type M { a: Int } schema { query: Query mutation: M }',
  'type A { a: Int @deprecated(reason: 1) }', 'type A { a: Int @deprecated(why: "x") }', 'type A { a: [[[A!]!]!]! } extend type A { b: String }',
  'type A { a(b: E = X): Int } enum E { X }', 'type Mutation { a: Int }', 'type Subscription { a: Int } type Mutation { b: Int }', 'enum Mutation { A }', 'scalar Int', 'type String { a: Int }', 'type A { a: Int } # no end',
];

// What the specification refuses, but not the reference.
export const refusedByUsAlone = [
  'schema { query: Query } extend schema { mutation: Query }',
  'schema { query: Query mutation: Query }',
  '{ a }',
  'query { a } type A { a: Int }',
  'fragment F on A { a } type A { a: Int }',
  'directive @a(x: Int @a) on ARGUMENT_DEFINITION',
];
