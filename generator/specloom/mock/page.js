"use strict";
// Everything that comes from the document is put into the page as text, never as markup.
const description = JSON.parse(document.getElementById("data").textContent);

function make(name, text, attributes = {}) {
  const element = document.createElement(name);
  if (text) element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function field(form, title, note, value, isLong) {
  const label = make("label");
  const input = make(isLong ? "textarea" : "input", "", {
    autocomplete: "off", spellcheck: "false", "aria-label": title,
  });
  input.value = value;
  label.append(make("span", title), input);
  if (note) label.append(make("small", note));
  form.append(label);
  return input;
}

function parameterField(form, parameter) {
  const marks = [parameter.in, parameter.required ? "required" : "", parameter.is_wire ? "as it is sent" : ""];
  const title = `${parameter.name} (${marks.filter(Boolean).join(", ")})`;
  const input = field(form, title, parameter.description, parameter.required ? parameter.text : "", false);
  input.placeholder = parameter.text;
  return { parameter, input };
}

function target(operation, fields) {
  let path = operation.path;
  const query = [];
  for (const { parameter, input } of fields) {
    const text = input.value;
    const encoded = parameter.is_wire ? text : encodeURIComponent(text);
    if (parameter.in === "path") path = path.split(`{${parameter.name}}`).join(encoded);
    if (parameter.in === "query" && text !== "") {
      query.push(parameter.is_wire ? text : `${encodeURIComponent(parameter.name)}=${encoded}`);
    }
  }
  return query.length ? `${path}?${query.join("&")}` : path;
}

function headers(fields, prefill, prefer) {
  const found = new Headers();
  for (const { parameter, input } of fields) {
    if (input.value === "") continue;
    if (parameter.in === "header") found.set(parameter.name, input.value);
    if (parameter.in === "cookie") {
      document.cookie = parameter.is_wire ? input.value : `${encodeURIComponent(parameter.name)}=${encodeURIComponent(input.value)}`;
    }
  }
  if (prefill.accept) found.set("Accept", prefill.accept);
  if (prefer.value) found.set("Prefer", prefer.value);
  return found;
}

function content(prefill, input) {
  // A text area has no carriage returns, multipart has nothing else.
  return prefill.body.media_type.startsWith("multipart/") ? input.value.replace(/\r?\n/g, "\r\n") : input.value;
}

function shown(text, type) {
  try {
    return type.includes("json") ? JSON.stringify(JSON.parse(text), null, 2) : text;
  } catch {
    return text;
  }
}

async function send(operation, prefill, fields, body, prefer, output) {
  const request = { method: operation.method, cache: "no-store", credentials: "same-origin" };
  const started = performance.now();
  output.replaceChildren(make("p", "…"));
  try {
    request.headers = headers(fields, prefill, prefer);
    if (body && body.value !== "") {
      request.body = content(prefill, body);
      request.headers.set("Content-Type", prefill.body.content_type);
    }
    const answer = await fetch(target(operation, fields), request);
    const text = await answer.text();
    const milliseconds = Math.round(performance.now() - started);
    const lines = [...answer.headers].map(([name, value]) => `${name}: ${value}`);
    output.replaceChildren(
      make("strong", `${answer.status} ${answer.statusText} (${milliseconds} ms)`, { class: "status" }),
      make("pre", lines.join("\n"), { class: "headers" }),
      make("pre", shown(text, answer.headers.get("Content-Type") || ""), { class: "body" }),
    );
  } catch (problem) {
    output.replaceChildren(make("strong", `no answer: ${problem.message}`, { class: "status" }));
  }
}

function fill(form, operation, prefill) {
  if (prefill.description) form.append(make("p", prefill.description));
  const fields = prefill.parameters.map((parameter) => parameterField(form, parameter));
  const body = prefill.body && field(form, `body (${prefill.body.media_type})`, prefill.body.note, prefill.body.text, true);
  const prefer = field(form, "Prefer", prefill.prefer, "", false);
  const output = make("output");
  form.append(make("button", "Send", { type: "submit" }), output);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(operation, prefill, fields, body, prefer, output);
  });
}

function operationEntry(operation) {
  const entry = make("details", "", { id: `operation-${operation.index}` });
  const summary = make("summary");
  const path = make("code", operation.path, operation.deprecated ? { class: "deprecated" } : {});
  summary.append(make("b", operation.method), path, make("span", ` ${operation.summary}`));
  const form = make("form");
  entry.append(summary, form);
  entry.addEventListener("toggle", async () => {
    if (!entry.open || form.childElementCount) return;
    try {
      const answer = await fetch(`${description.page_path}/operations/${operation.index}`);
      fill(form, operation, await answer.json());
    } catch (problem) {
      form.append(make("p", `the form cannot be shown: ${problem.message}`));
    }
  });
  return entry;
}

function find(wanted) {
  for (const operation of description.operations) {
    const text = `${operation.method} ${operation.path} ${operation.summary} ${operation.tag}`.toLowerCase();
    document.getElementById(`operation-${operation.index}`).hidden = !text.includes(wanted);
  }
}

document.title = description.title;
document.getElementById("title").textContent = description.title;
document.getElementById("description").textContent = description.description;
for (const tag of description.tags) {
  const section = make("section");
  section.append(make("h2", tag.name || "Operations"));
  if (tag.description) section.append(make("p", tag.description));
  const own = description.operations.filter((operation) => operation.tag === tag.name);
  section.append(...own.map(operationEntry));
  document.getElementById("operations").append(section);
}
document.getElementById("find").addEventListener("input", (event) => find(event.target.value.toLowerCase()));
