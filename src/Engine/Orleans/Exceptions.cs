namespace Orleans.Runtime;

/// <summary>The base of what the runtime itself throws.</summary>
[GenerateSerializer]
public class OrleansException : Exception
{
    public OrleansException() : base("The grain runtime failed.") { }

    public OrleansException(string message) : base(message) { }

    public OrleansException(string message, Exception innerException) : base(message, innerException) { }
}

/// <summary>A reminder could not be changed as asked.</summary>
[GenerateSerializer]
public sealed class ReminderException : OrleansException
{
    public ReminderException(string message) : base(message) { }
}
