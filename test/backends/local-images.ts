import { chmod, copyFile, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { DockerEngine } from './docker.ts';
import { IMAGE_RECIPES, type ImageRecipe } from './image-recipes.ts';
import { run, succeeds } from './run.ts';

const PULL_MILLIS = 3 * 60_000;
const LABEL = 'binnacle.local-image';

const dockerfile = ({ entrypoint, command, workdir }: ImageRecipe): string =>
  [
    'FROM scratch',
    `LABEL ${LABEL}=true`,
    'COPY rootfs /',
    ...(workdir ? [`WORKDIR ${workdir}`] : []),
    `ENTRYPOINT ${JSON.stringify([entrypoint])}`,
    `CMD ${JSON.stringify(command)}`,
    '',
  ].join('\n');

const buildImage = async (engine: DockerEngine, recipe: ImageRecipe): Promise<void> => {
  const context = await mkdtemp(join(tmpdir(), 'binnacle-image-'));
  try {
    // Servers write temporary files, and nothing else makes this folder.
    await mkdir(join(context, 'rootfs', 'tmp'), { recursive: true });
    await chmod(join(context, 'rootfs', 'tmp'), 0o1777);
    for (const [imagePath, path] of Object.entries(await recipe.files())) {
      const target = join(context, 'rootfs', imagePath);
      await mkdir(dirname(target), { recursive: true });
      await copyFile(await realpath(path), target);
    }
    await writeFile(join(context, 'Dockerfile'), dockerfile(recipe));
    const env = { ...engine.env, DOCKER_BUILDKIT: '0' };
    await run('docker', ['build', '--quiet', '--tag', recipe.image, context], { env });
  } finally {
    await rm(context, { recursive: true, force: true });
  }
};

type Origin = 'present' | 'pulled' | 'built';

const provide = async (engine: DockerEngine, recipe: ImageRecipe): Promise<Origin> => {
  const { env } = engine;
  if (await succeeds('docker', ['image', 'inspect', recipe.image], { env })) return 'present';
  const pull = ['pull', '--quiet', recipe.image];
  if (!engine.temporary && (await succeeds('docker', pull, { env, timeoutMillis: PULL_MILLIS })))
    return 'pulled';
  await buildImage(engine, recipe);
  return 'built';
};

export interface LocalImages {
  readonly origins: Readonly<Record<string, Origin>>;
  /** Removes those that were built here: they carry the names of public images. */
  remove(): Promise<void>;
}

/**
 * The images of the monitoring stack under their public names. A temporary engine gets them
 * made from the real servers of this machine; the machine's own engine pulls them if it can.
 */
export const localImages = async (
  engine: DockerEngine,
  images: readonly string[] = IMAGE_RECIPES.map(({ image }) => image),
): Promise<LocalImages> => {
  const unknown = images.filter((image) => !IMAGE_RECIPES.some((recipe) => recipe.image === image));
  if (unknown.length > 0) throw new Error(`no recipe for ${unknown.join(', ')}`);
  const origins: Record<string, Origin> = {};
  for (const recipe of IMAGE_RECIPES) {
    if (images.includes(recipe.image)) origins[recipe.image] = await provide(engine, recipe);
  }
  const built = Object.keys(origins).filter((image) => origins[image] === 'built');
  const remove = async (): Promise<void> => {
    if (built.length > 0) await engine.docker('image', 'rm', '--force', ...built);
  };
  return { origins, remove };
};
