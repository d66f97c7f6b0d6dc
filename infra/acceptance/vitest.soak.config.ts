import { defineConfig } from "vitest/config";

/** What takes an hour: apart from the tests, lest a build runs it. */
export default defineConfig({
  test: {
    fileParallelism: false,
    disableConsoleIntercept: true,
    include: ["soak/**/*.soak.ts"],
    globalSetup: "soak/stage.ts",
    hookTimeout: 300_000,
  },
});
