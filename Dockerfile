# syntax=docker/dockerfile:1

FROM node:22-slim AS ide
WORKDIR /ide
COPY src/WebApi/Ide/package.json src/WebApi/Ide/package-lock.json ./
RUN npm ci --no-audit --no-fund

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# The project and lock files first: while they stay the same, so does this layer.
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src/Domain/*.csproj src/Domain/packages.lock.json src/Domain/
COPY src/Application/*.csproj src/Application/packages.lock.json src/Application/
COPY src/Infrastructure/*.csproj src/Infrastructure/packages.lock.json src/Infrastructure/
COPY src/GraphQL/*.csproj src/GraphQL/packages.lock.json src/GraphQL/
COPY src/WebApi/*.csproj src/WebApi/packages.lock.json src/WebApi/
COPY tools/Sandbox/*.csproj tools/Sandbox/packages.lock.json tools/Sandbox/
RUN dotnet restore src/WebApi --locked-mode && dotnet restore tools/Sandbox --locked-mode

COPY src/ src/
COPY tools/Sandbox/ tools/Sandbox/
COPY --from=ide /ide/node_modules src/WebApi/Ide/node_modules
RUN dotnet publish src/WebApi -c Release --no-restore -o /out/platform \
    && dotnet publish tools/Sandbox -c Release --no-restore -o /out/sandbox

FROM mcr.microsoft.com/dotnet/aspnet:10.0 AS runtime
# Without the diagnostics pipe, which wants to write to /tmp, the root file system can be read-only.
ENV DOTNET_EnableDiagnostics=0
COPY --chmod=0755 docker/healthcheck /usr/local/bin/healthcheck
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["/usr/local/bin/healthcheck"]

FROM runtime AS sandbox
WORKDIR /app
COPY --from=build /out/sandbox ./
ENV ASPNETCORE_URLS=http://+:5081 HEALTH_PORT=5081 HEALTH_PATH=/
USER $APP_UID
EXPOSE 5081
ENTRYPOINT ["dotnet", "SmsPlatform.Sandbox.dll"]

# The last stage is what a plain `docker build .` makes.
FROM runtime AS platform
# pdftotext, which reads PDF documents of knowledge bases.
RUN apt-get update && apt-get install -y --no-install-recommends poppler-utils && rm -rf /var/lib/apt/lists/*
# Keys and media. A named volume takes over the owner of the directory it covers.
RUN mkdir /data && chown "$APP_UID" /data
WORKDIR /app
COPY --from=build /out/platform ./
ENV ASPNETCORE_URLS=http://+:5080 HEALTH_PORT=5080 HEALTH_PATH=/health/live Data__Directory=/data
USER $APP_UID
VOLUME /data
EXPOSE 5080
ENTRYPOINT ["dotnet", "SmsPlatform.WebApi.dll"]
