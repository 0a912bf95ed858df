using SmsPlatform.GraphQL;
using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;
using SmsPlatform.GraphQL.Validation;

namespace SmsPlatform.GraphQLTests.Validation;

/// <summary>The schema of the specification's section on validation.</summary>
internal static class PetSchema
{
    public static readonly Schema Schema = Schema.FromSdl("""
        type Query { dog: Dog pet: Pet catOrDog: CatOrDog human: Human arguments: Arguments booleanList(booleanListArg: [Boolean!]): Boolean
          findDog(searchBy: FindDogInput): Dog scalar(any: Anything): Anything self: Query }
        type Mutation { addPet(pet: PetInput!): Pet }
        type Subscription { newMessage: Message disallowedSecondRootField: Boolean }
        type Message { body: String sender: String }
        directive @many repeatable on FIELD
        enum DogCommand { SIT DOWN HEEL }
        scalar Anything
        type Dog implements Pet { name: String! nickname: String barkVolume: Int doesKnowCommand(dogCommand: DogCommand!): Boolean!
          isHouseTrained(atOtherHomes: Boolean): Boolean! owner: Human mother: Dog }
        interface Sentient { name: String! }
        interface Pet { name: String! }
        type Alien implements Sentient { name: String! homePlanet: String }
        type Human implements Sentient { name: String! pets: [Pet!] }
        enum CatCommand { JUMP }
        type Cat implements Pet { name: String! nickname: String doesKnowCommand(catCommand: CatCommand!): Boolean! meowVolume: Int mother: Cat }
        union CatOrDog = Cat | Dog
        type Arguments { multipleRequirements(x: Int!, y: Int!): Int! booleanArgField(booleanArg: Boolean): Boolean
          nonNullBooleanArgField(nonNullBooleanArg: Boolean!): Boolean! optionalNonNullBooleanArgField(optionalBooleanArg: Boolean! = false): Boolean!
          intArgField(intArg: Int): Int floatArgField(floatArg: Float): Float booleanListArgField(booleanListArg: [Boolean]!): [Boolean] }
        input FindDogInput { name: String owner: String }
        input PetInput @oneOf { cat: CatInput dog: DogInput }
        input CatInput { name: String! nickname: String meowVolume: Int }
        input DogInput { name: String! nickname: String barkVolume: Int }
        """);

    private static readonly ValidationOptions Everything = new() { MaxErrors = int.MaxValue };

    public static IReadOnlyList<IError> Validate(string source, ValidationOptions? options = null) =>
        DocumentValidator.Validate(Schema, Utf8GraphQLParser.Parse(source, ParserOptions.Trusted), options ?? Everything);

    /// <summary>The errors as <c>CODE line:column line:column</c>.</summary>
    public static string[] Places(string source) =>
        [.. Validate(source).Select(error => $"{error.Code} {string.Join(' ', error.Locations!.Select(at => $"{at.Line}:{at.Column}"))}")];
}
