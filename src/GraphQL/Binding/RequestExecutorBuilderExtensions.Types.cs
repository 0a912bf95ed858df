using System.Reflection;
using SmsPlatform.GraphQL;
using SmsPlatform.GraphQL.DataLoader;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The calls that configure a GraphQL server.</summary>
public static partial class RequestExecutorBuilderExtensions
{
    /// <summary>Declares the query type; its fields come from classes with <see cref="QueryTypeAttribute"/>.</summary>
    /// <param name="builder">The builder.</param>
    public static IRequestExecutorBuilder AddQueryType(this IRequestExecutorBuilder builder) => builder;

    /// <summary>Takes a class for the query type.</summary>
    /// <typeparam name="T">The class.</typeparam>
    /// <param name="builder">The builder.</param>
    public static IRequestExecutorBuilder AddQueryType<T>(this IRequestExecutorBuilder builder)
        where T : class => builder.With(own => own.Schema.QueryType = typeof(T));

    /// <summary>Takes a class, which may be static, for the query type.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="type">The class.</param>
    public static IRequestExecutorBuilder AddQueryType(this IRequestExecutorBuilder builder, Type type) =>
        builder.With(own => own.Schema.QueryType = type);

    /// <summary>Declares the mutation type; its fields come from classes with <see cref="MutationTypeAttribute"/>.</summary>
    /// <param name="builder">The builder.</param>
    public static IRequestExecutorBuilder AddMutationType(this IRequestExecutorBuilder builder) => builder;

    /// <summary>Takes a class for the mutation type.</summary>
    /// <typeparam name="T">The class.</typeparam>
    /// <param name="builder">The builder.</param>
    public static IRequestExecutorBuilder AddMutationType<T>(this IRequestExecutorBuilder builder)
        where T : class => builder.With(own => own.Schema.MutationType = typeof(T));

    /// <summary>Takes a class, which may be static, for the mutation type.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="type">The class.</param>
    public static IRequestExecutorBuilder AddMutationType(this IRequestExecutorBuilder builder, Type type) =>
        builder.With(own => own.Schema.MutationType = type);

    /// <summary>Declares the subscription type; its fields come from classes with <see cref="SubscriptionTypeAttribute"/>.</summary>
    /// <param name="builder">The builder.</param>
    public static IRequestExecutorBuilder AddSubscriptionType(this IRequestExecutorBuilder builder) => builder;

    /// <summary>Takes a class for the subscription type.</summary>
    /// <typeparam name="T">The class.</typeparam>
    /// <param name="builder">The builder.</param>
    public static IRequestExecutorBuilder AddSubscriptionType<T>(this IRequestExecutorBuilder builder)
        where T : class => builder.With(own => own.Schema.SubscriptionType = typeof(T));

    /// <summary>Takes a class, which may be static, for the subscription type.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="type">The class.</param>
    public static IRequestExecutorBuilder AddSubscriptionType(this IRequestExecutorBuilder builder, Type type) =>
        builder.With(own => own.Schema.SubscriptionType = type);

    /// <summary>
    /// Adds all annotated classes of an assembly, its data loaders and its filter and sort inputs. HotChocolate generates a call like it for
    /// each module; here the host writes that call, as <c>AddTypes(typeof(Program).Assembly)</c>.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="assembly">The assembly.</param>
    public static IRequestExecutorBuilder AddTypes(this IRequestExecutorBuilder builder, Assembly assembly) => builder.With(own =>
    {
        ArgumentNullException.ThrowIfNull(assembly);
        own.Schema.Assemblies.Add(assembly);
        foreach (var type in assembly.GetTypes().Where(type =>
            type is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false } && typeof(IDataLoader).IsAssignableFrom(type)))
        {
            own.DataLoaders.AddRange(type.GetInterfaces()
                .Where(service => service != typeof(IDataLoader) && !service.IsGenericType && typeof(IDataLoader).IsAssignableFrom(service))
                .Select(service => new DataLoaderRegistration(service, type)));
        }
    });

    /// <summary>Adds annotated classes.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="types">The classes.</param>
    public static IRequestExecutorBuilder AddTypes(this IRequestExecutorBuilder builder, params Type[] types) =>
        builder.With(own => own.Schema.Types.AddRange(types));

    /// <summary>Adds an annotated class, a runtime type, or a filter or sort input.</summary>
    /// <typeparam name="T">The class.</typeparam>
    /// <param name="builder">The builder.</param>
    public static IRequestExecutorBuilder AddType<T>(this IRequestExecutorBuilder builder) => builder.AddTypes(typeof(T));

    /// <summary>Adds an annotated class, which may be static, a runtime type, or a filter or sort input.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="type">The class.</param>
    public static IRequestExecutorBuilder AddType(this IRequestExecutorBuilder builder, Type type) => builder.AddTypes(type);

    /// <summary>Adds a class that adds fields to a type.</summary>
    /// <typeparam name="T">The class.</typeparam>
    /// <param name="builder">The builder.</param>
    public static IRequestExecutorBuilder AddTypeExtension<T>(this IRequestExecutorBuilder builder) => builder.AddTypes(typeof(T));

    /// <summary>Adds a class, which may be static, that adds fields to a type.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="type">The class.</param>
    public static IRequestExecutorBuilder AddTypeExtension(this IRequestExecutorBuilder builder, Type type) => builder.AddTypes(type);

    /// <summary>Adds a runtime type as an object type.</summary>
    /// <typeparam name="T">The runtime type.</typeparam>
    /// <param name="builder">The builder.</param>
    public static IRequestExecutorBuilder AddObjectType<T>(this IRequestExecutorBuilder builder) => builder.AddTypes(typeof(T));

    /// <summary>Adds a runtime type as an interface.</summary>
    /// <typeparam name="T">The runtime type.</typeparam>
    /// <param name="builder">The builder.</param>
    public static IRequestExecutorBuilder AddInterfaceType<T>(this IRequestExecutorBuilder builder) => builder.AddTypes(typeof(T));

    /// <summary>Adds a runtime type, marked with <see cref="UnionTypeAttribute"/>, as a union.</summary>
    /// <typeparam name="T">The runtime type.</typeparam>
    /// <param name="builder">The builder.</param>
    public static IRequestExecutorBuilder AddUnionType<T>(this IRequestExecutorBuilder builder) => builder.AddTypes(typeof(T));

    /// <summary>Adds an enum.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="builder">The builder.</param>
    public static IRequestExecutorBuilder AddEnumType<T>(this IRequestExecutorBuilder builder)
        where T : struct, Enum => builder.AddTypes(typeof(T));

    /// <summary>Adds an enum, and describes what its attributes do not.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Describes the enum and its values.</param>
    public static IRequestExecutorBuilder AddEnumType<T>(this IRequestExecutorBuilder builder, Action<IEnumTypeDescriptor<T>> configure)
        where T : struct, Enum => builder.AddEnumType<T>().With(own =>
    {
        var description = own.Schema.Enums.GetValueOrDefault(typeof(T)) as EnumDescription<T> ?? new EnumDescription<T>();
        configure(description);
        own.Schema.Enums[typeof(T)] = description;
    });

    /// <summary>Adds a runtime type as an input object.</summary>
    /// <typeparam name="T">The runtime type.</typeparam>
    /// <param name="builder">The builder.</param>
    public static IRequestExecutorBuilder AddInputObjectType<T>(this IRequestExecutorBuilder builder) =>
        builder.With(own => own.Schema.InputTypes.Add(typeof(T)));

    /// <summary>Adds a data loader that is asked for by its class. A class needs no call; this one keeps HotChocolate's code compiling.</summary>
    /// <typeparam name="T">The class.</typeparam>
    /// <param name="builder">The builder.</param>
    public static IRequestExecutorBuilder AddDataLoader<T>(this IRequestExecutorBuilder builder)
        where T : class, IDataLoader => builder.AddDataLoader<T, T>();

    /// <summary>Adds a data loader that is asked for by another type.</summary>
    /// <typeparam name="TService">The type asked for.</typeparam>
    /// <typeparam name="TImplementation">The class.</typeparam>
    /// <param name="builder">The builder.</param>
    public static IRequestExecutorBuilder AddDataLoader<TService, TImplementation>(this IRequestExecutorBuilder builder)
        where TService : class, IDataLoader
        where TImplementation : class, TService =>
        builder.With(own => own.DataLoaders.Add(new DataLoaderRegistration(typeof(TService), typeof(TImplementation))));

    /// <summary>Sets how values of one type become values of another, such as strongly typed ids.</summary>
    /// <typeparam name="TFrom">The source.</typeparam>
    /// <typeparam name="TTo">The target.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="convert">The conversion.</param>
    public static IRequestExecutorBuilder AddTypeConverter<TFrom, TTo>(this IRequestExecutorBuilder builder, Func<TFrom, TTo> convert) =>
        builder.With(own => own.Schema.AddConverter(convert));

    /// <summary>Sets the GraphQL type of a .NET type.</summary>
    /// <typeparam name="TRuntime">The .NET type.</typeparam>
    /// <typeparam name="TSchemaType">A marker such as <see cref="UuidType"/>, or a class.</typeparam>
    /// <param name="builder">The builder.</param>
    public static IRequestExecutorBuilder BindRuntimeType<TRuntime, TSchemaType>(this IRequestExecutorBuilder builder) =>
        builder.With(own => own.Schema.RuntimeBindings[typeof(TRuntime)] = typeof(TSchemaType));

    private static IRequestExecutorBuilder With(this IRequestExecutorBuilder builder, Action<RequestExecutorBuilder> configure)
    {
        configure((RequestExecutorBuilder)builder);
        return builder;
    }
}
