// Prints what GitHub's own language service says about workflow and action files; exits with 1 where it says anything.
import fs from "node:fs";
import { registerHooks } from "node:module";

// The package imports JSON in a way that Node has since stopped to take.
registerHooks({
  load(url, context, next) {
    return next(url, url.endsWith(".json") ? { ...context, importAttributes: { type: "json" } } : context);
  },
});
const { validate } = await import("@actions/languageservice");
const { TextDocument } = await import("vscode-languageserver-textdocument");

let told = 0;
for (const file of process.argv.slice(2)) {
  const name = file.split("/").pop();
  const place = /^action\.ya?ml$/.test(name) ? `file:///x/${name}` : `file:///x/.github/workflows/${name}`;
  const document = TextDocument.create(place, "yaml", 1, fs.readFileSync(file, "utf8"));
  for (const problem of await validate(document, {})) {
    const { line, character } = problem.range.start;
    console.log(`${file}:${line + 1}:${character + 1}: ${problem.message}`);
    told += 1;
  }
}
process.exit(told ? 1 : 0);
