using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQLTests.TypeSystem;

/// <summary>Each rule of the specification's type system section, broken once.</summary>
public sealed class SchemaValidationTests
{
    [Theory]
    [InlineData("{ a }", "SCHEMA_EXECUTABLE_DEFINITION")]
    [InlineData("schema { query: Query } schema { query: Query }", "SCHEMA_DUPLICATE_SCHEMA")]
    [InlineData("schema { query: Query query: Query }", "SCHEMA_DUPLICATE_OPERATION_TYPE")]
    [InlineData("schema { query: Query mutation: Query }", "SCHEMA_ROOTS_NOT_DISTINCT")]
    [InlineData("schema { query: Query mutation: Input } input Input { a: Int }", "SCHEMA_ROOT_NOT_OBJECT")]
    [InlineData("enum Query2 { A } enum Query2 { B }", "SCHEMA_DUPLICATE_TYPE")]
    [InlineData("type A { a: Missing }", "SCHEMA_UNKNOWN_TYPE")]
    [InlineData("union U = Missing", "SCHEMA_UNKNOWN_TYPE")]
    [InlineData("type A implements Missing { a: Int }", "SCHEMA_UNKNOWN_TYPE")]
    [InlineData("extend type Missing { a: Int }", "SCHEMA_UNKNOWN_EXTENDED_TYPE")]
    [InlineData("extend enum Query { A }", "SCHEMA_WRONG_EXTENSION_KIND")]
    [InlineData("extend input Query { a: Int }", "SCHEMA_WRONG_EXTENSION_KIND")]
    [InlineData("type A", "SCHEMA_NO_FIELDS")]
    [InlineData("interface A", "SCHEMA_NO_FIELDS")]
    [InlineData("input A", "SCHEMA_NO_FIELDS")]
    [InlineData("union A", "SCHEMA_NO_MEMBERS")]
    [InlineData("enum A", "SCHEMA_NO_VALUES")]
    [InlineData("type A { a: Int a: Int }", "SCHEMA_DUPLICATE_FIELD")]
    [InlineData("type A { a: Int } extend type A { a: Int }", "SCHEMA_DUPLICATE_FIELD")]
    [InlineData("input A { a: Int a: Int }", "SCHEMA_DUPLICATE_FIELD")]
    [InlineData("type A { a(b: Int, b: Int): Int }", "SCHEMA_DUPLICATE_ARGUMENT")]
    [InlineData("directive @a(b: Int, b: Int) on FIELD", "SCHEMA_DUPLICATE_ARGUMENT")]
    [InlineData("enum A { B B }", "SCHEMA_DUPLICATE_VALUE")]
    [InlineData("union A = Query | Query", "SCHEMA_DUPLICATE_MEMBER")]
    [InlineData("union A = Int", "SCHEMA_MEMBER_NOT_OBJECT")]
    [InlineData("type __A { a: Int }", "SCHEMA_RESERVED_NAME")]
    [InlineData("type A { __a: Int }", "SCHEMA_RESERVED_NAME")]
    [InlineData("type A { a(__b: Int): Int }", "SCHEMA_RESERVED_NAME")]
    [InlineData("input A { __a: Int }", "SCHEMA_RESERVED_NAME")]
    [InlineData("enum A { __A }", "SCHEMA_RESERVED_NAME")]
    [InlineData("directive @__a on FIELD", "SCHEMA_RESERVED_NAME")]
    [InlineData("type A { a: In } input In { a: Int }", "SCHEMA_NOT_OUTPUT_TYPE")]
    [InlineData("type A { a(b: Query): Int }", "SCHEMA_NOT_INPUT_TYPE")]
    [InlineData("input A { a: Query }", "SCHEMA_NOT_INPUT_TYPE")]
    [InlineData("directive @a(b: Query) on FIELD", "SCHEMA_NOT_INPUT_TYPE")]
    [InlineData("type A { a(b: Int! @deprecated): Int }", "SCHEMA_REQUIRED_DEPRECATED")]
    [InlineData("input A { a: Int! @deprecated }", "SCHEMA_REQUIRED_DEPRECATED")]
    [InlineData("input A { a: Int = \"x\" }", "SCHEMA_INVALID_DEFAULT")]
    [InlineData("type A { a(b: Int! = null): Int }", "SCHEMA_INVALID_DEFAULT")]
    [InlineData("input A { a: A = {} }", "SCHEMA_DEFAULT_CYCLE")]
    [InlineData("input A { b: B = {} } input B { a: A = {} }", "SCHEMA_DEFAULT_CYCLE")]
    [InlineData("type A implements Query { a: Int }", "SCHEMA_NOT_INTERFACE")]
    [InlineData("interface I implements I { a: Int }", "SCHEMA_IMPLEMENTS_ITSELF")]
    [InlineData("interface I { a: Int } type A implements I & I { a: Int }", "SCHEMA_DUPLICATE_INTERFACE")]
    [InlineData("interface I implements J { a: Int } interface J implements I { a: Int }", "SCHEMA_INTERFACE_CYCLE")]
    [InlineData("interface I { a: Int } interface J implements I { a: Int } type A implements J { a: Int }", "SCHEMA_MISSING_INTERFACE")]
    [InlineData("interface I { a: Int } type A implements I { b: Int }", "SCHEMA_MISSING_INTERFACE_FIELD")]
    [InlineData("interface I { a: Int! } type A implements I { a: Int }", "SCHEMA_WRONG_INTERFACE_FIELD_TYPE")]
    [InlineData("interface I { a: [Int] } type A implements I { a: Int }", "SCHEMA_WRONG_INTERFACE_FIELD_TYPE")]
    [InlineData("interface I { a(b: Int): Int } type A implements I { a: Int }", "SCHEMA_MISSING_INTERFACE_ARGUMENT")]
    [InlineData("interface I { a(b: Int): Int } type A implements I { a(b: Int!): Int }", "SCHEMA_WRONG_INTERFACE_ARGUMENT_TYPE")]
    [InlineData("interface I { a: Int } type A implements I { a(b: Int!): Int }", "SCHEMA_REQUIRED_EXTRA_ARGUMENT")]
    [InlineData("interface I { a: Int } type A implements I { a: Int @deprecated }", "SCHEMA_DEPRECATED_IMPLEMENTATION")]
    [InlineData("input A { a: A! }", "SCHEMA_INPUT_CYCLE")]
    [InlineData("input A { b: B! } input B { c: C! } input C { a: A! }", "SCHEMA_INPUT_CYCLE")]
    [InlineData("input A @oneOf { a: A b: B } input B { a: A! }", "SCHEMA_INPUT_CYCLE")]
    [InlineData("input A @oneOf { a: Int! }", "SCHEMA_ONE_OF_NON_NULL")]
    [InlineData("input A @oneOf { a: Int = 1 }", "SCHEMA_ONE_OF_DEFAULT")]
    [InlineData("directive @a on FIELD directive @a on QUERY", "SCHEMA_DUPLICATE_DIRECTIVE")]
    [InlineData("directive @a(b: Int @a) on ARGUMENT_DEFINITION", "SCHEMA_DIRECTIVE_CYCLE")]
    [InlineData("directive @a(b: A) on INPUT_FIELD_DEFINITION input A { c: Int @a }", "SCHEMA_DIRECTIVE_CYCLE")]
    [InlineData("type A @missing { a: Int }", "SCHEMA_UNKNOWN_DIRECTIVE")]
    [InlineData("type A @deprecated { a: Int }", "SCHEMA_MISPLACED_DIRECTIVE")]
    [InlineData("type A { a: Int @deprecated @deprecated }", "SCHEMA_REPEATED_DIRECTIVE")]
    [InlineData("directive @a on OBJECT type A @a { a: Int } extend type A @a", "SCHEMA_REPEATED_DIRECTIVE")]
    [InlineData("type A { a: Int @deprecated(why: \"\") }", "SCHEMA_UNKNOWN_DIRECTIVE_ARGUMENT")]
    [InlineData("type A { a: Int @deprecated(reason: \"\", reason: \"\") }", "SCHEMA_DUPLICATE_DIRECTIVE_ARGUMENT")]
    [InlineData("scalar A @specifiedBy", "SCHEMA_MISSING_DIRECTIVE_ARGUMENT")]
    [InlineData("type A { a: Int @deprecated(reason: 1) }", "SCHEMA_INVALID_VALUE")]
    public void FromSdl_WhenARuleIsBroken_TellsItsCode(string sdl, string code)
    {
        var error = Assert.Throws<SchemaException>(() => Schema.FromSdl($"type Query {{ q: Int }} {sdl}"));

        Assert.Contains(error.Errors, item => item.Code == code);
        Assert.All(error.Errors, item => Assert.NotNull(item.Code));
    }

    [Fact]
    public void FromSdl_WithoutQuery_IsRefused() =>
        Assert.Equal("SCHEMA_MISSING_QUERY", Assert.Throws<SchemaException>(() => Schema.FromSdl("type A { a: Int }")).Errors.Single().Code);

    [Fact]
    public void FromSdl_WhenSeveralRulesAreBroken_TellsAllAndWhere()
    {
        var error = Assert.Throws<SchemaException>(() => Schema.FromSdl("type Query {\n  a: Missing\n  b(c: Query): Int\n}"));

        Assert.Equal(["SCHEMA_UNKNOWN_TYPE", "SCHEMA_NOT_INPUT_TYPE"], error.Errors.Select(item => item.Code));
        Assert.Equal(2, error.Errors[0].Locations!.Single().Line);
        Assert.Equal(3, error.Errors[1].Locations!.Single().Line);
    }

    [Theory]
    [InlineData("interface I { a: I } interface J implements I { a: J! } type A implements I & J { a: A! }")]
    [InlineData("interface I { a: U } union U = Query type A implements I { a: Query }")]
    [InlineData("interface I { a(b: Int): [I] } type A implements I { a(b: Int, c: Int! = 1, d: Int): [A!]! }")]
    [InlineData("input A { a: A, b: [A!]!, c: B } input B { a: A! = {b: [], c: null} }")]
    [InlineData("input A @oneOf { a: A b: Int }")]
    [InlineData("directive @a(b: B = {x: 1}) repeatable on OBJECT | FIELD input B { x: Int } type A @a @a(b: {x: 2}) { a: Int }")]
    [InlineData("enum E { A B @deprecated } input I { e: E = A, l: [E!] = [A, B] }")]
    [InlineData("extend schema @a directive @a on SCHEMA extend type Query { w: Int } scalar ID")]
    [InlineData("type A { a: Int @deprecated(reason: null) }", "SCHEMA_INVALID_VALUE")]
    public void FromSdl_WhenNoRuleIsBroken_PrintsWhatItRead(string sdl, string? code = null)
    {
        if (code is not null)
        {
            Assert.Throws<SchemaException>(() => Schema.FromSdl($"type Query {{ q: Int }} {sdl}"));
            return;
        }

        var printed = Schema.FromSdl($"type Query {{ q: Int }} {sdl}").ToString();

        Assert.Equal(printed, Schema.FromSdl(printed).ToString());
    }

    [Fact]
    public void FromSdl_WithEveryKind_PrintsInAStableOrder() => Approved.Match(
        Schema.FromSdl(""""
            scalar Stamp @specifiedBy(url: "https://example.com/stamp")
            directive @tag(name: String! = "x\ny", of: [Int!] = [1, 2]) repeatable on FIELD_DEFINITION | ENUM_VALUE | SCHEMA
            "The schema."
            schema @tag { query: Root subscription: Events }
            """
            A block
              with "quotes" and \""" triple ones.
            """
            type Root implements Thing & Named { "one" id: ID! name("which" of: Kind = SMALL, "since" since: Stamp): String @tag(name: "n") things: [Thing!]! any: Any2 }
            type Events { e(filter: Choice): Root }
            interface Named { name(of: Kind = SMALL): String }
            interface Thing { id: ID! }
            union Any2 = Root | Events
            enum Kind { "s" SMALL BIG @deprecated(reason: "Too big.") HUGE @deprecated @tag }
            input Choice @oneOf { a: Int b: Nested }
            input Nested { list: [[Float!]] = [[1.5], null] flag: Boolean = true "text" text: String = "a\"b" @deprecated }
            """").ToString(),
        "EveryKind.graphql");
}
