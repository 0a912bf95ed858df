using SmsPlatform.StreamsBench;

return await Runner.RunAsync(args);
