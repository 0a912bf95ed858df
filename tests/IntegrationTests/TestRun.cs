using System.Reflection;
using SmsPlatform.IntegrationTests.Database;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("SmsPlatform.IntegrationTests.TestRun", "SmsPlatform.IntegrationTests")]

namespace SmsPlatform.IntegrationTests;

/// <summary>xunit as it is, but the shared database server is stopped when the last test has run.</summary>
/// <remarks>The end of the process would be too late: the runner gives it 100 ms.</remarks>
public sealed class TestRun(IMessageSink messageSink) : XunitTestFramework(messageSink)
{
    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) =>
        new Executor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Executor(AssemblyName assembly, ISourceInformationProvider source, IMessageSink diagnostics)
        : XunitTestFrameworkExecutor(assembly, source, diagnostics)
    {
        // The signature is xunit's.
        protected override async void RunTestCases(
            IEnumerable<IXunitTestCase> testCases, IMessageSink executionMessageSink, ITestFrameworkExecutionOptions executionOptions)
        {
            using var runner = new Runner(TestAssembly, testCases, DiagnosticMessageSink, executionMessageSink, executionOptions);
            await runner.RunAsync();
        }
    }

    private sealed class Runner(
        ITestAssembly assembly,
        IEnumerable<IXunitTestCase> testCases,
        IMessageSink diagnostics,
        IMessageSink execution,
        ITestFrameworkExecutionOptions options) : XunitTestAssemblyRunner(assembly, testCases, diagnostics, execution, options)
    {
        protected override async Task BeforeTestAssemblyFinishedAsync()
        {
            await TestCluster.EndAsync();
            await base.BeforeTestAssemblyFinishedAsync();
        }
    }
}
