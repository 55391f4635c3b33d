// What cannot wait rings here while the page is open. Without script the same things stand on the page when it is loaded.
const bell = document.querySelector("[data-bell]");
if (bell) {
  const token = () => document.querySelector("input[name=__RequestVerificationToken]")?.value;
  const line = (alarm) => {
    const item = document.createElement("li");
    const words = document.createElement("span");
    words.className = alarm.late ? "stop" : "soon";
    words.textContent = alarm.words;
    item.append(words);
    const key = token();
    if (!alarm.interview || !bell.dataset.open || !key) return item;
    const form = document.createElement("form");
    form.method = "post";
    form.action = bell.dataset.open;
    for (const [name, value] of [["__RequestVerificationToken", key], ["interview", alarm.interview]]) {
      const field = document.createElement("input");
      [field.type, field.name, field.value] = ["hidden", name, value];
      form.append(field);
    }
    const button = document.createElement("button");
    [button.type, button.className, button.textContent] = ["submit", "btn btn-sm", "Open"];
    form.append(button);
    item.append(form);
    return item;
  };
  let callable = null;
  const stream = new EventSource(bell.dataset.bell);
  stream.addEventListener("bell", (event) => {
    const rung = JSON.parse(event.data);
    // The open case speaks for itself.
    const others = rung.alarms.filter((alarm) => alarm.interview !== bell.dataset.here);
    bell.replaceChildren(...others.slice(0, 4).map(line));
    bell.hidden = others.length === 0;
    // An idle desk looks again once somebody can be rung where nobody could before.
    if (callable === 0 && rung.callable > 0 && document.querySelector("[data-idle]")) location.reload();
    callable = rung.callable;
  });
  addEventListener("pagehide", () => stream.close());
}
