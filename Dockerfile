# The bot (`./trail start`). Nothing is built: Node runs the TypeScript as it stands. See docs/run-in-a-container.md, also for
# how the digest of the base image is renewed.
FROM node:24.21.0-bookworm-slim@sha256:d6aa754f16b3197301076f047b5def2f02ea1dbbc2ca920407d46d7ec7f87b20 AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The image has its own Node: the one that the lock file brings for older machines is taken out again.
RUN npm ci --omit=dev && rm -rf node_modules/node-linux-* node_modules/.bin && chmod -R a+rX,go-w node_modules

FROM node:24.21.0-bookworm-slim@sha256:d6aa754f16b3197301076f047b5def2f02ea1dbbc2ca920407d46d7ec7f87b20
WORKDIR /app
ENV NODE_ENV=production TRAIL_STATE=/var/lib/trail
COPY --from=packages /app/node_modules node_modules
COPY package.json manifest.yml ./
COPY src src
COPY intents intents
# All may read it, whatever the modes of the checkout. A running bot needs Node and nothing else: no program that becomes another
# user, no package manager, and last of all no shell.
RUN chmod -R a+rX,go-w package.json manifest.yml src intents \
  && mkdir -p /var/lib/trail && chown 1000:1000 /var/lib/trail && chmod 700 /var/lib/trail \
  && find / -xdev -type f -perm /6000 -exec chmod a-s {} + \
  && rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /usr/local/bin/yarn* /opt/yarn* \
  && rm -f /usr/bin/apt* /usr/bin/dpkg* /usr/bin/perl* /bin/bash /bin/dash /bin/sh
# With a table as the store (docs/stores.md) only what may go with the container is written there.
VOLUME ["/var/lib/trail"]
# A number, so that a platform can see that it is not root.
USER 1000:1000
STOPSIGNAL SIGTERM
# Answers only where the configuration has `monitor: { port: 9090 }`; without it there is nothing to ask.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["node", "-e", "fetch('http://127.0.0.1:9090/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(process.env.TRAIL_CONFIG ? 1 : 0))"]
# Without the base image's own entrypoint, which is a shell script. `docker run trail ask "…"` runs any other command.
ENTRYPOINT ["node", "src/main.ts"]
CMD ["start"]
