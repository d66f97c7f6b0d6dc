import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // What is measured on screen must not share the processors with another file's nights.
    fileParallelism: false,
    projects: [
      {
        extends: true,
        test: {
          name: "oracle",
          include: ["{clips,oracle,published,screen,soak}/**/*.test.ts"],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["e2e/**/*.test.ts"],
          globalSetup: "system/stage.ts",
          testTimeout: 30_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
