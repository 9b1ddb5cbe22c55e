# The bot (`./trail start`). Nothing is built: Node runs the TypeScript as it stands. See docs/deploying.md.
FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The image has its own Node: the one that the lock file brings for older machines is taken out again.
RUN npm ci --omit=dev && rm -rf node_modules/node-linux-*

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production TRAIL_STATE=/var/lib/trail
COPY --from=packages /app/node_modules node_modules
COPY package.json manifest.yml ./
COPY src src
COPY intents intents
RUN mkdir -p /var/lib/trail && chown node:node /var/lib/trail
VOLUME ["/var/lib/trail"]
USER node
# Answers only where the configuration has `monitor: { port: 9090 }`; without it there is nothing to ask.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["node", "-e", "fetch('http://127.0.0.1:9090/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(process.env.TRAIL_CONFIG ? 1 : 0))"]
CMD ["node", "src/main.ts", "start"]
