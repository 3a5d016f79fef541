import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Build } from './build.ts';
import { buildCommands, createModule, go } from './go.ts';
import { RELEASES } from './versions.ts';

const release = RELEASES.ferretdb;

/**
 * The module lacks a file that its own command wants, and does not lack anything for being embedded. This command
 * reads those of the real one's variables that tests set.
 */
const MAIN = `package main

import (
	"context"
	"log"
	"os"
	"os/signal"
	"syscall"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	server, err := ferretdb.New(&ferretdb.Config{
		Listener:  ferretdb.ListenerConfig{TCP: os.Getenv("FERRETDB_LISTEN_ADDR")},
		Handler:   "sqlite",
		SQLiteURL: os.Getenv("FERRETDB_SQLITE_URL"),
	})
	if err != nil {
		log.Fatal(err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	if err := server.Run(ctx); err != nil {
		log.Fatal(err)
	}
}
`;

/** A server of MongoDB's protocol that can be built: MongoDB itself is in no registry of packages. */
export const build: Build = {
  release,
  inputs: async () => MAIN,
  compile: async ({ work, bin }) => {
    await createModule(work);
    await writeFile(join(work, 'main.go'), MAIN);
    await go(work, ['get', `${release.module}/ferretdb@${release.moduleVersion}`]);
    await buildCommands({ release, work, bin });
  },
};
