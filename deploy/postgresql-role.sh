#!/bin/sh
# Run once, when the database's volume is new: makes the bot's own role, which owns its database
# and may do nothing else, and takes the administrator's password away, so that nobody can log in
# as administrator over the network.
set -eu
psql --quiet --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname=postgres \
    --set=password="$POSTGRES_PASSWORD" <<'SQL'
CREATE ROLE on_the_hour LOGIN PASSWORD :'password' NOSUPERUSER NOCREATEDB NOCREATEROLE;
CREATE DATABASE on_the_hour OWNER on_the_hour ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE on_the_hour FROM PUBLIC;
ALTER ROLE CURRENT_USER PASSWORD NULL;
SQL
