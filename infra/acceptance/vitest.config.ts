import { defineConfig } from "vitest/config";

/** Of the page's behaviour in time and in trouble; apart, because they take longer than a build may. */
const pageTests = ["e2e/page-*.test.ts"];

const onStage = {
  globalSetup: "system/stage.ts",
  testTimeout: 30_000,
  hookTimeout: 120_000,
};

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
          exclude: pageTests,
          ...onStage,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: { name: "page", include: pageTests, ...onStage, sequence: { groupOrder: 2 } },
      },
    ],
  },
});
