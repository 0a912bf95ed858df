using System.Linq.Expressions;
using System.Reflection;

namespace SmsPlatform.GraphQL.Data;

/// <summary>A class that describes a filter or sort input.</summary>
internal interface IDataInputType
{
    /// <summary>The rows it is for.</summary>
    Type RowType { get; }

    /// <summary>What the class says.</summary>
    DataInputDescriptor Describe();
}

/// <summary>Describes what rows can be filtered by; derive from it to name or leave out fields.</summary>
/// <typeparam name="T">The rows.</typeparam>
public class FilterInputType<T> : IDataInputType
{
    Type IDataInputType.RowType => typeof(T);

    DataInputDescriptor IDataInputType.Describe()
    {
        var descriptor = new FilterDescriptor<T>();
        Configure(descriptor);
        return descriptor;
    }

    /// <summary>Says which fields there are; without it, one for each property.</summary>
    /// <param name="descriptor">Takes the description.</param>
    protected virtual void Configure(IFilterInputTypeDescriptor<T> descriptor)
    {
    }
}

/// <summary>Describes what rows can be ordered by; derive from it to name or leave out fields.</summary>
/// <typeparam name="T">The rows.</typeparam>
public class SortInputType<T> : IDataInputType
{
    Type IDataInputType.RowType => typeof(T);

    DataInputDescriptor IDataInputType.Describe()
    {
        var descriptor = new SortDescriptor<T>();
        Configure(descriptor);
        return descriptor;
    }

    /// <summary>Says which fields there are; without it, one for each property.</summary>
    /// <param name="descriptor">Takes the description.</param>
    protected virtual void Configure(ISortInputTypeDescriptor<T> descriptor)
    {
    }
}

/// <summary>Describes a filter input.</summary>
/// <typeparam name="T">The rows.</typeparam>
public interface IFilterInputTypeDescriptor<T>
{
    /// <summary>Sets the input's name.</summary>
    /// <param name="value">The name.</param>
    IFilterInputTypeDescriptor<T> Name(string value);

    /// <summary>Sets the input's description.</summary>
    /// <param name="value">The description.</param>
    IFilterInputTypeDescriptor<T> Description(string value);

    /// <summary>Only fields that are named have a place in the input.</summary>
    IFilterInputTypeDescriptor<T> BindFieldsExplicitly();

    /// <summary>Every property has a place in the input.</summary>
    IFilterInputTypeDescriptor<T> BindFieldsImplicitly();

    /// <summary>Names a field.</summary>
    /// <typeparam name="TField">The property's type.</typeparam>
    /// <param name="property">The property.</param>
    IDataFieldDescriptor Field<TField>(Expression<Func<T, TField>> property);

    /// <summary>Leaves a property out.</summary>
    /// <param name="property">The property.</param>
    IFilterInputTypeDescriptor<T> Ignore(Expression<Func<T, object?>> property);

    /// <summary>Whether the input has <c>and</c>.</summary>
    /// <param name="allow">Whether.</param>
    IFilterInputTypeDescriptor<T> AllowAnd(bool allow = true);

    /// <summary>Whether the input has <c>or</c>.</summary>
    /// <param name="allow">Whether.</param>
    IFilterInputTypeDescriptor<T> AllowOr(bool allow = true);
}

/// <summary>Describes a sort input.</summary>
/// <typeparam name="T">The rows.</typeparam>
public interface ISortInputTypeDescriptor<T>
{
    /// <summary>Sets the input's name.</summary>
    /// <param name="value">The name.</param>
    ISortInputTypeDescriptor<T> Name(string value);

    /// <summary>Sets the input's description.</summary>
    /// <param name="value">The description.</param>
    ISortInputTypeDescriptor<T> Description(string value);

    /// <summary>Only fields that are named have a place in the input.</summary>
    ISortInputTypeDescriptor<T> BindFieldsExplicitly();

    /// <summary>Every property has a place in the input.</summary>
    ISortInputTypeDescriptor<T> BindFieldsImplicitly();

    /// <summary>Names a field.</summary>
    /// <typeparam name="TField">The property's type.</typeparam>
    /// <param name="property">The property.</param>
    IDataFieldDescriptor Field<TField>(Expression<Func<T, TField>> property);

    /// <summary>Leaves a property out.</summary>
    /// <param name="property">The property.</param>
    ISortInputTypeDescriptor<T> Ignore(Expression<Func<T, object?>> property);
}

/// <summary>Describes one field of a filter or sort input.</summary>
public interface IDataFieldDescriptor
{
    /// <summary>Sets the field's name.</summary>
    /// <param name="value">The name.</param>
    IDataFieldDescriptor Name(string value);

    /// <summary>Sets the field's description.</summary>
    /// <param name="value">The description.</param>
    IDataFieldDescriptor Description(string value);

    /// <summary>Leaves the field out.</summary>
    IDataFieldDescriptor Ignore();
}

/// <summary>What a class says about its filter or sort input.</summary>
internal abstract class DataInputDescriptor
{
    public string? InputName { get; protected set; }

    public string? InputDescription { get; protected set; }

    public bool IsExplicit { get; protected set; }

    public bool HasAnd { get; protected set; } = true;

    public bool HasOr { get; protected set; } = true;

    public Dictionary<PropertyInfo, DataFieldDescriptor> Fields { get; } = [];

    protected DataFieldDescriptor For(LambdaExpression property)
    {
        var body = property.Body is UnaryExpression { NodeType: ExpressionType.Convert } convert ? convert.Operand : property.Body;
        var member = (body as MemberExpression)?.Member as PropertyInfo
            ?? throw new ArgumentException($"{property} is no property.", nameof(property));
        if (!Fields.TryGetValue(member, out var field))
        {
            Fields[member] = field = new DataFieldDescriptor();
        }

        return field;
    }
}

internal sealed class DataFieldDescriptor : IDataFieldDescriptor
{
    public string? FieldName { get; private set; }

    public string? FieldDescription { get; private set; }

    public bool IsIgnored { get; private set; }

    public IDataFieldDescriptor Name(string value)
    {
        FieldName = value;
        return this;
    }

    public IDataFieldDescriptor Description(string value)
    {
        FieldDescription = value;
        return this;
    }

    public IDataFieldDescriptor Ignore()
    {
        IsIgnored = true;
        return this;
    }
}

internal sealed class FilterDescriptor<T> : DataInputDescriptor, IFilterInputTypeDescriptor<T>
{
    public IFilterInputTypeDescriptor<T> Name(string value)
    {
        InputName = value;
        return this;
    }

    public IFilterInputTypeDescriptor<T> Description(string value)
    {
        InputDescription = value;
        return this;
    }

    public IFilterInputTypeDescriptor<T> BindFieldsExplicitly()
    {
        IsExplicit = true;
        return this;
    }

    public IFilterInputTypeDescriptor<T> BindFieldsImplicitly()
    {
        IsExplicit = false;
        return this;
    }

    public IDataFieldDescriptor Field<TField>(Expression<Func<T, TField>> property) => For(property);

    public IFilterInputTypeDescriptor<T> Ignore(Expression<Func<T, object?>> property)
    {
        For(property).Ignore();
        return this;
    }

    public IFilterInputTypeDescriptor<T> AllowAnd(bool allow = true)
    {
        HasAnd = allow;
        return this;
    }

    public IFilterInputTypeDescriptor<T> AllowOr(bool allow = true)
    {
        HasOr = allow;
        return this;
    }
}

internal sealed class SortDescriptor<T> : DataInputDescriptor, ISortInputTypeDescriptor<T>
{
    public ISortInputTypeDescriptor<T> Name(string value)
    {
        InputName = value;
        return this;
    }

    public ISortInputTypeDescriptor<T> Description(string value)
    {
        InputDescription = value;
        return this;
    }

    public ISortInputTypeDescriptor<T> BindFieldsExplicitly()
    {
        IsExplicit = true;
        return this;
    }

    public ISortInputTypeDescriptor<T> BindFieldsImplicitly()
    {
        IsExplicit = false;
        return this;
    }

    public IDataFieldDescriptor Field<TField>(Expression<Func<T, TField>> property) => For(property);

    public ISortInputTypeDescriptor<T> Ignore(Expression<Func<T, object?>> property)
    {
        For(property).Ignore();
        return this;
    }
}
