import { createRandom, pick } from '../../../test/core/random.ts';
import type { LabelledText } from '../labelled.ts';
import { labelled } from './draft.ts';
import { harmless } from './harmless.ts';
import { plant } from './plants.ts';
import { SHAPES } from './shapes.ts';

/** Of the texts, so many have nothing to hide. */
const CLEAN = 0.5;
/** Of the values of the others. */
const PLANTED = 0.5;

/** Text as telemetry has it, the same for the same seed: half of it clean, the other half with at least one plant. */
export const generateTexts = (count: number, seed: number): readonly LabelledText[] => {
  const random = createRandom(seed);
  const shapes = Object.values(SHAPES);
  return Array.from({ length: count }, () => {
    const isClean = random() < CLEAN;
    let planted = 0;
    const value = () => {
      if (isClean || (planted > 0 && random() >= PLANTED)) return harmless(random);
      planted++;
      return plant(random);
    };
    return labelled(pick(shapes, random)(random, value));
  });
};
