"""What pages refuse, and what to do about it: sentences with places for what was typed, and for limits."""

from __future__ import annotations

_PAGES: dict[str, tuple[str, str]] = {
    "there is no page {q}": ("没有此页：{q}", "нет такой страницы: {q}"),
    "{method} is not answered at {q}": ("{q}不接受 {method}", "по адресу {q} метод {method} не поддерживается"),
    "This server is read-only. Here it answers {methods}.": (
        "本服务器只读。此处接受 {methods}。",
        "Этот сервер только для чтения. Здесь он отвечает на {methods}.",
    ),
    "{method} is refused": ("不接受 {method}", "{method} не принимается"),
    "Send a query by GET or POST.": ("请用 GET 或 POST 发送查询。", "Отправьте запрос методом GET или POST."),
    "{q} is no page": ("{q}不是页码", "{q} — не номер страницы"),
    "Pages are counted from 1.": ("页码从 1 起。", "Страницы считаются с 1."),
    "the answer does not come in a format that you accept": (
        "回答没有您所接受的格式",
        "ответа нет ни в одном из форматов, которые вы принимаете",
    ),
    "this cannot be had in what Accept lists": (
        "没有 Accept 所列的格式",
        "в форматах из Accept этого нет",
    ),
    "There are {listed}.": ("现有：{listed}。", "Есть: {listed}."),
    "There is {listed}.": ("现有：{listed}。", "Есть: {listed}."),
    "this page takes a form": ("此页接受表单", "эта страница принимает форму"),
    "Send {form}, or ask /sparql, which takes more.": (
        "请发送 {form}，或向 /sparql 提问，它接受更多类型。",
        "Отправьте {form} или спросите /sparql: он принимает больше.",
    ),
    "others wait for the same answer already": ("已有其他请求在等待同一回答", "этого ответа уже ждут другие"),
    "Ask again in a moment.": ("请稍后再试。", "Повторите чуть позже."),
    "Ask again in {n} s.": ("请在 {n} 秒后再试。", "Повторите через {n} с."),
    "Ask again in {n} s. Those who run this server find the reason in its log.": (
        "请在 {n} 秒后再试。服务器管理者可在日志中找到原因。",
        "Повторите через {n} с. Причина — в журнале сервера, у тех, кто его ведёт.",
    ),
    "too many requests wait already": ("等待的请求已经太多", "уже ждёт слишком много запросов"),
    "no process that answers can be started at the moment": (
        "目前无法启动应答进程",
        "сейчас не удаётся запустить отвечающий процесс",
    ),
    "the server is ending": ("服务器正在停止", "сервер завершает работу"),
}

_ASKING: dict[str, tuple[str, str]] = {
    "no answer is written as {form}": ("没有 {form} 格式的回答", "ответа в виде {form} не бывает"),
    "no question is called {q}": ("没有名为{q}的问题", "вопроса {q} нет"),
    "/ask lists them all.": ("全部问题见 /ask。", "Все вопросы перечислены на /ask."),
    "'sojourn ask' lists them all.": ("全部问题见 /ask。", "Все вопросы перечислены на /ask."),
    "{name} has no parameter {q}": ("{name} 没有参数{q}", "у {name} нет параметра {q}"),
    "a picture has no parameter {q}": ("图没有参数{q}", "у картины нет параметра {q}"),
    "It takes {names}.": ("可用参数：{names}。", "Параметры: {names}."),
    "It takes {names}, and those of the question.": (
        "可用参数：{names}，以及该问题的参数。",
        "Параметры: {names} и параметры вопроса.",
    ),
    "It takes none.": ("它没有参数。", "Параметров у него нет."),
    "{q} is given twice": ("{q}给出了两次", "{q} указано дважды"),
    "Give it once.": ("请只给一次。", "Укажите один раз."),
    "{name} needs {parameter}: {said}": (
        "{name} 需要参数 {parameter}：{said}",
        "для {name} нужен параметр {parameter}: {said}",
    ),
    "Try: {address}": ("例如：{address}", "Например: {address}"),
    "both a question and a query are given": ("同时给出了问题和查询", "указаны и вопрос, и запрос"),
    "Give ?ask= or ?query=.": ("请给出 ?ask= 或 ?query=。", "Укажите ?ask= или ?query=."),
    "no reading is called {q}": ("没有名为{q}的读法", "понимания {q} нет"),
    "Use logical or plausible.": ("请用 logical 或 plausible。", "Укажите logical или plausible."),
    "no contradiction between {q} is found": ("在{q}之间没有发现矛盾", "противоречие между {q} не найдено"),
    "/contradictions lists those that are; /compare/A/B says how two claims stand to each other.": (
        "/contradictions 列出现有的矛盾；/compare/A/B 说明两条陈述的关系。",
        "Найденные перечислены на /contradictions; /compare/A/B говорит, как соотносятся два утверждения.",
    ),
    "nothing was typed": ("没有输入内容", "ничего не введено"),
    "{q} may mean {n} things": ("{q}可能指 {n} 个事物", "{q} может означать разное; вариантов: {n}"),
    "Write one of: {listed}.": ("请写其中之一：{listed}。", "Напишите одно из: {listed}."),
    "Write one of {listed}.": ("请写其中之一：{listed}。", "Напишите одно из: {listed}."),
    "Did you mean {names}? {said}": ("您是否要写 {names}？{said}", "Может быть, {names}? {said}"),
    "Did you mean {names}?": ("您是否要找 {names}？", "Может быть, {names}?"),
    "{q} is no whole number": ("{q}不是整数", "{q} — не целое число"),
    "Write digits, such as 2020.": ("请写数字，如 2020。", "Напишите цифрами, например 2020."),
    "{q} is no number of rows": ("{q}不是行数", "{q} — не число строк"),
    "Write a whole number above 0: 20.": ("请写大于 0 的整数，如 20。", "Напишите целое число больше 0: 20."),
    "{q} is no kind of statement": ("{q}不是陈述种类", "{q} — не вид утверждения"),
    "{q} is no date": ("{q}不是日期", "{q} — не дата"),
    "Write 2020, 2020-07 or 2020-07-31; years 0001 to 9999.": (
        "请写 2020、2020-07 或 2020-07-31；年份从 0001 到 9999。",
        "Напишите 2020, 2020-07 или 2020-07-31; годы от 0001 до 9999.",
    ),
    "{q} is no day": ("{q}不是某一天", "{q} — не день"),
    "Write 2020-11-01, for example.": ("请写成 2020-11-01 这样。", "Напишите, например, 2020-11-01."),
    "{q} is no {parameter}": ("{q}不是有效的 {parameter}", "{q} не подходит для {parameter}"),
    "no claim of this graph speaks of {q}": (
        "此图中没有陈述提到{q}",
        "в этом графе ни одно утверждение не говорит о {q}",
    ),
    "Nothing is known about it here: not stated.": (
        "此处对它一无所知：未说明。",
        "Здесь об этом ничего не известно: не указано.",
    ),
    "no place of this graph is called {q}": ("此图中没有名为{q}的地点", "места с названием {q} в этом графе нет"),
    "no population of this graph is called {q}": (
        "此图中没有名为{q}的人群",
        "группы населения с названием {q} в этом графе нет",
    ),
    "no profession of this graph is called {q}": (
        "此图中没有名为{q}的职业",
        "профессии с названием {q} в этом графе нет",
    ),
    "no agent of this graph is called {q}": (
        "此图中没有名为{q}的人物或机构",
        "лица или организации с названием {q} в этом графе нет",
    ),
    "no source of this graph is called {q}": (
        "此图中没有名为{q}的来源",
        "источника с названием {q} в этом графе нет",
    ),
    "no assertion of this graph is called {q}": (
        "此图中没有编号为{q}的陈述",
        "утверждения с номером {q} в этом графе нет",
    ),
    "no entity of this graph is called {q}": ("此图中没有名为{q}的事物", "ничего с названием {q} в этом графе нет"),
    "Write the name, code or key of a {word} of this graph.": (
        "请写此图中某个{word}的名称、代码或键。",
        "Напишите название, код или ключ ({word}) из этого графа.",
    ),
    "Write the name, code or key of an {word} of this graph.": (
        "请写此图中某个{word}的名称、代码或键。",
        "Напишите название, код или ключ ({word}) из этого графа.",
    ),
    "Write the name, code or key of a {word}.": (
        "请写{word}的名称、代码或键。",
        "Напишите название, код или ключ ({word}).",
    ),
    "Write the name, code or key of an {word}.": (
        "请写{word}的名称、代码或键。",
        "Напишите название, код или ключ ({word}).",
    ),
    "this graph holds no claim {q}": ("此图中没有陈述{q}", "утверждения {q} в этом графе нет"),
    "Search for it by its id, such as S1-2.": ("请按编号搜索，如 S1-2。", "Ищите его по номеру, например S1-2."),
    "this graph says nothing of {q}": ("此图中没有关于{q}的内容", "в этом графе ничего не сказано о {q}"),
    "Search for it by name.": ("请按名称搜索。", "Ищите по названию."),
    "{q} is the same claim as {q2}": ("{q}与{q2}是同一条陈述", "{q} — то же утверждение, что и {q2}"),
    "Name two different claims.": ("请给出两条不同的陈述。", "Назовите два разных утверждения."),
    "{q} is computed from other figures, and no source says it": (
        "{q}由其他数字推算而来，没有来源这样说",
        "{q} вычислено из других чисел, ни один источник этого не говорит",
    ),
    "Name a claim that a source makes.": ("请给出有来源的陈述。", "Назовите утверждение из источника."),
    "{id} states no figure, so there is nothing to compare": (
        "{id} 没有数字，因此无从比较",
        "в {id} нет числа, так что сравнивать нечего",
    ),
    "'sojourn compare' without a claim shows the figures that can be compared.": (
        "可比较的数字见 /contradictions。",
        "Числа, которые можно сравнить, — на /contradictions.",
    ),
    "no source of this graph gives a figure for what was asked": (
        "此图中没有来源为所问内容给出数字",
        "ни один источник этого графа не даёт числа о том, что спрошено",
    ),
}

WORDS: dict[str, tuple[str, str]] = {**_PAGES, **_ASKING}
"""English to Chinese and Russian."""
