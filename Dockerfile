# One image for web, worker and clock. The base is an argument, for those who must use their own.
ARG BASE=python:3.11-slim-bookworm

FROM ${BASE} AS build
RUN apt-get update && apt-get install --yes --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY Makefile package.json package-lock.json .npmrc ./
COPY requirements requirements
RUN make .venv/.done/run .venv/.done/css-packages
COPY . .
RUN SECRET_KEY=only-while-the-image-is-built-000000 PORTAL_DATA=/tmp/portal make install && rm -rf .node node_modules

FROM ${BASE}
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PATH=/app/.venv/bin:$PATH HOST=0.0.0.0 PORTAL_DATA=/data
RUN useradd --system --uid 10001 --home-dir /data portal && install --directory --owner=portal --mode=700 /data
COPY --from=build /app /app
WORKDIR /app
USER portal
VOLUME /data
EXPOSE 8000
CMD ["portal", "up"]
