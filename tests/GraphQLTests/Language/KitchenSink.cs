namespace SmsPlatform.GraphQLTests.Language;

/// <summary>Documents that use every production of the grammar.</summary>
internal static class KitchenSink
{
    public const int Definitions = 4 + 18;

    public const string Executable = """"
        "Lists people." query Q($a: ComplexType = {b: [1, -2.5e10, "s\u{1F600}\uD83D\uDE00\n"]} @onVariable, "v" $b: [[Int!]]! = []) @onQuery(if: $a) {
          whoever: node(id: [123, $b, null, true, ENUM, {x: {}}]) @include(if: true) {
            id # a comment with é and 😀
            ... on User @onInlineFragment { field2 { id, alias: field1(first: 10, after: $foo) @include(if: $foo) { id, ...frag @onFragmentSpread } } }
            ... @skip(unless: $foo) { id }
            ... { id }
          }
        }
        mutation M @onMutation { like(story: 123, text: "\"\\\/\b\f\n\r\t") { story { id @onField } } }
        subscription S($input: Sub) { sub(input: $input) { users { count } } }
        "A fragment." fragment frag on Friend @onFragmentDefinition {
          foo(size: 0, bar: -0, obj: {key: "value", block: """

               block \""" string
                 uses more
          """})
        }

        """";

    public const string TypeSystem = """
        "The schema." schema @a(x: 1) { query: Q mutation: M subscription: S }
        scalar Url @specifiedBy(url: "https://example.com/é")
        type T implements & A & B @a { "F" f("x" x: Int = 1 @a, y: [In!]! = [{a: null}]): T! @deprecated(reason: "no") g: [T] }
        type Empty
        interface A implements B { f: T }
        union U @a = | T | V
        enum E { "one" A @a B }
        input In @oneOf { a: Int = 1, "b" b: E @a }
        directive @a(x: Int) repeatable on | FIELD | SCHEMA | ENUM_VALUE
        directive @b on QUERY
        extend schema @b { subscription: S }
        extend scalar Url @a
        extend type T implements C { g: Int }
        extend interface A @a
        extend union U = W
        extend enum E { C }
        extend input In { c: Int = 3 }
        "last" interface Last
        """;
}
