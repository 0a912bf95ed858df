namespace SmsPlatform.GraphQLTests.Validation;

/// <summary>The examples and counter-examples of the specification's section 5, in its order.</summary>
public sealed class SpecificationTests
{
    [Theory]
    [InlineData("query getDogName { dog { name } } query getOwnerName { dog { owner { name } } }")]
    [InlineData("subscription sub { newMessage { body sender } }")]
    [InlineData("subscription sub { ...newMessageFields } fragment newMessageFields on Subscription { newMessage { body sender } }")]
    [InlineData("{ dog { ...mergeIdenticalFields } } fragment mergeIdenticalFields on Dog { name name }")]
    [InlineData("{ dog { ...f } } fragment f on Dog { otherName: name otherName: name doesKnowCommand(dogCommand: SIT) doesKnowCommand(dogCommand: SIT) }")]
    [InlineData("query ($c: DogCommand!) { dog { doesKnowCommand(dogCommand: $c) doesKnowCommand(dogCommand: $c) } }")]
    [InlineData("{ pet { ...safeDifferingFields } } fragment safeDifferingFields on Pet { ... on Dog { volume: barkVolume } ... on Cat { volume: meowVolume } }")]
    [InlineData("{ pet { ... on Dog { doesKnowCommand(dogCommand: SIT) } ... on Cat { doesKnowCommand(catCommand: JUMP) } } }")]
    [InlineData("{ arguments { multipleRequirements(x: 1, y: 2) second: multipleRequirements(y: 2, x: 1) booleanArgField } }")]
    [InlineData("{ arguments { optionalNonNullBooleanArgField } }")]
    [InlineData("{ pet { ...f } dog { ... on Pet { name } ... @include(if: true) { name } } } fragment f on Dog { name }")]
    [InlineData("{ findDog(searchBy: { name: \"Fido\" }) { name } arguments { floatArgField(floatArg: 1) booleanArgField(booleanArg: true) } }")]
    [InlineData("mutation { addPet(pet: { cat: { name: \"Brontie\" } }) { name } }")]
    [InlineData("mutation ($cat: CatInput! = { name: \"B\" }) { addPet(pet: { cat: $cat }) { name } }")]
    [InlineData("mutation ($cat: CatInput = { name: \"B\" }) { addPet(pet: { cat: $cat }) { name } }")]
    [InlineData("query ($a: Boolean) { dog { isHouseTrained(atOtherHomes: $a) } }")]
    [InlineData("query ($b: Boolean = false) { arguments { nonNullBooleanArgField(nonNullBooleanArg: $b) } }")]
    [InlineData("query ($b: Boolean) { arguments { optionalNonNullBooleanArgField(optionalBooleanArg: $b) } }")]
    [InlineData("query ($l: [Boolean!]!) { booleanList(booleanListArg: $l) }")]
    [InlineData("query ($a: Boolean) { scalar(any: { a: [$a, { b: 1.5 }] }) }")]
    [InlineData("query ($a: Boolean = true) { dog { name @skip(if: $a) barkVolume @many @many } }")]
    [InlineData("{ __schema { types { name fields { name type { ofType { name } } } } } __type(name: \"Dog\") { kind } __typename }")]
    public void Validate_WhenValid_ReportsNothing(string source) => Assert.Empty(PetSchema.Places(source));

    [Theory]
    [InlineData("type A { b: C } { dog { name } }", "EXECUTABLE_DEFINITIONS 1:1")]
    [InlineData("query a { dog { name } } mutation a { __typename }", "UNIQUE_OPERATION_NAMES 1:7 1:35")]
    [InlineData("{ dog { name } } query b { dog { name } }", "LONE_ANONYMOUS_OPERATION 1:1")]
    [InlineData("subscription s { newMessage { body } disallowedSecondRootField }", "SINGLE_FIELD_SUBSCRIPTIONS 1:38")]
    [InlineData("subscription s { ...f } fragment f on Subscription { newMessage { body } disallowedSecondRootField }", "SINGLE_FIELD_SUBSCRIPTIONS 1:74")]
    [InlineData("subscription ($b: Boolean!) { newMessage @include(if: $b) { body } disallowedSecondRootField @skip(if: $b) }", "SINGLE_FIELD_SUBSCRIPTIONS 1:42 1:94")]
    [InlineData("subscription s { __typename }", "SINGLE_FIELD_SUBSCRIPTIONS 1:18")]
    [InlineData("{ dog { ...f } } fragment f on Dog { meowVolume }", "FIELDS_ON_CORRECT_TYPE 1:38")]
    [InlineData("{ pet { nickname } }", "FIELDS_ON_CORRECT_TYPE 1:9")]
    [InlineData("{ catOrDog { name } }", "FIELDS_ON_CORRECT_TYPE 1:14")]
    [InlineData("{ dog { name: nickname name } }", "OVERLAPPING_FIELDS_CAN_BE_MERGED 1:9 1:24")]
    [InlineData("{ dog { doesKnowCommand(dogCommand: SIT) doesKnowCommand(dogCommand: HEEL) } }", "OVERLAPPING_FIELDS_CAN_BE_MERGED 1:9 1:42")]
    [InlineData("{ pet { ... on Dog { x: nickname } ... on Cat { x: meowVolume } } }", "OVERLAPPING_FIELDS_CAN_BE_MERGED 1:22 1:49")]
    [InlineData("{ dog { mother { a: name } mother { a: nickname } } }", "OVERLAPPING_FIELDS_CAN_BE_MERGED 1:9 1:18 1:28 1:37")]
    [InlineData("{ pet { ... on Dog { mother { a: name } } ... on Cat { mother { a: nickname } } } }", "OVERLAPPING_FIELDS_CAN_BE_MERGED 1:22 1:31 1:56 1:65")]
    [InlineData("{ dog { barkVolume { since } } }", "SCALAR_LEAFS 1:20")]
    [InlineData("{ human }", "SCALAR_LEAFS 1:3")]
    [InlineData("{ dog { doesKnowCommand(command: CLEAN_UP, dogCommand: SIT) } }", "KNOWN_ARGUMENT_NAMES 1:25")]
    [InlineData("{ dog { name @include(unless: false, if: true) } }", "KNOWN_ARGUMENT_NAMES 1:23")]
    [InlineData("{ dog { isHouseTrained(atOtherHomes: true, atOtherHomes: true) } }", "UNIQUE_ARGUMENT_NAMES 1:24 1:44")]
    [InlineData("{ arguments { nonNullBooleanArgField } }", "PROVIDED_REQUIRED_ARGUMENTS 1:15")]
    [InlineData("{ arguments { nonNullBooleanArgField(nonNullBooleanArg: null) } }", "VALUES_OF_CORRECT_TYPE 1:57")]
    [InlineData("{ dog { ...f } } fragment f on Dog { name } fragment f on Dog { owner { name } }", "UNIQUE_FRAGMENT_NAMES 1:27 1:54")]
    [InlineData("{ dog { ... on NotInSchema { name } } }", "KNOWN_TYPE_NAMES 1:16")]
    [InlineData("{ dog { ... on Boolean { name } } }", "FRAGMENTS_ON_COMPOSITE_TYPES 1:16")]
    [InlineData("{ dog { name } } fragment f on Dog { name }", "NO_UNUSED_FRAGMENTS 1:18")]
    [InlineData("{ dog { ...undefinedFragment } }", "KNOWN_FRAGMENT_NAMES 1:12")]
    [InlineData("{ dog { ...a } } fragment a on Dog { name ...b } fragment b on Dog { name ...a }", "NO_FRAGMENT_CYCLES 1:43 1:75")]
    [InlineData("{ dog { ... on Cat { name } } }", "POSSIBLE_FRAGMENT_SPREADS 1:9")]
    [InlineData("{ pet { ...f } } fragment f on Sentient { name }", "POSSIBLE_FRAGMENT_SPREADS 1:9")]
    [InlineData("{ arguments { intArgField(intArg: \"123\") } }", "VALUES_OF_CORRECT_TYPE 1:35")]
    [InlineData("{ findDog(searchBy: { favoriteCookieFlavor: \"Bacon\" }) { name } }", "VALUES_OF_CORRECT_TYPE 1:23")]
    [InlineData("{ findDog(searchBy: { name: \"a\", name: \"b\" }) { name } }", "UNIQUE_INPUT_FIELD_NAMES 1:23 1:34")]
    [InlineData("mutation { addPet(pet: { cat: { name: \"a\" }, dog: null }) { name } }", "VALUES_OF_CORRECT_TYPE 1:24")]
    [InlineData("mutation { addPet(pet: { dog: null }) { name } }", "VALUES_OF_CORRECT_TYPE 1:24")]
    [InlineData("mutation { addPet(pet: {}) { name } }", "VALUES_OF_CORRECT_TYPE 1:24")]
    [InlineData("mutation { addPet(pet: { cat: { nickname: \"x\" } }) { name } }", "VALUES_OF_CORRECT_TYPE 1:31")]
    [InlineData("mutation ($dog: DogInput) { addPet(pet: { dog: $dog }) { name } }", "VARIABLES_IN_ALLOWED_POSITION 1:11 1:48")]
    [InlineData("{ dog { name @unknown } }", "KNOWN_DIRECTIVES 1:14")]
    [InlineData("query @skip(if: true) { dog { name } }", "KNOWN_DIRECTIVES 1:7")]
    [InlineData("{ dog { name @skip(if: true) @skip(if: false) } }", "UNIQUE_DIRECTIVES_PER_LOCATION 1:14 1:30")]
    [InlineData("query ($a: Boolean, $a: Boolean) { dog { isHouseTrained(atOtherHomes: $a) } }", "UNIQUE_VARIABLE_NAMES 1:9 1:22")]
    [InlineData("query ($cat: Cat) { dog { isHouseTrained(atOtherHomes: $cat) } }", "VARIABLES_ARE_INPUT_TYPES 1:14", "VARIABLES_IN_ALLOWED_POSITION 1:8 1:56")]
    [InlineData("{ dog { isHouseTrained(atOtherHomes: $a) } }", "NO_UNDEFINED_VARIABLES 1:38 1:1")]
    [InlineData("query ($a: Boolean) { dog { name } }", "NO_UNUSED_VARIABLES 1:8")]
    [InlineData("query ($l: [Boolean]) { booleanList(booleanListArg: $l) }", "VARIABLES_IN_ALLOWED_POSITION 1:8 1:53")]
    [InlineData("query ($b: Boolean) { arguments { nonNullBooleanArgField(nonNullBooleanArg: $b) } }", "VARIABLES_IN_ALLOWED_POSITION 1:8 1:77")]
    [InlineData("query ($i: Int = \"x\") { arguments { intArgField(intArg: $i) } }", "VALUES_OF_CORRECT_TYPE 1:18")]
    [InlineData("{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }", "MAX_INTROSPECTION_DEPTH 1:3")]
    public void Validate_WhenARuleIsBroken_ReportsItsPlaces(string source, params string[] places) =>
        Assert.Equal(places, PetSchema.Places(source));

    [Fact]
    public void Validate_WhenTheSchemaLacksTheRoot_RefusesTheOperation()
    {
        var schema = GraphQL.TypeSystem.Schema.FromSdl("type Query { a: Int }");
        var document = GraphQL.Language.Utf8GraphQLParser.Parse("mutation { a }");

        var error = Assert.Single(GraphQL.Validation.DocumentValidator.Validate(schema, document));

        Assert.Equal(("KNOWN_OPERATION_TYPES", "The mutation operation is not supported by the schema."), (error.Code, error.Message));
    }
}
