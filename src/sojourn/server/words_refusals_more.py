"""What the guard, the pictures and the query page refuse, in Chinese and Russian."""

from __future__ import annotations

_LIMITS: dict[str, tuple[str, str]] = {
    "it took longer than {n} s, and was stopped": (
        "超过 {n} 秒，已停止",
        "работа заняла больше {n} с и была остановлена",
    ),
    "Ask for less: a narrower question, or a LIMIT in an inner query.": (
        "请缩小范围：把问题收窄，或在子查询中加 LIMIT。",
        "Спросите меньше: сузьте вопрос или поставьте LIMIT во внутреннем запросе.",
    ),
    "it needs more memory than a request may take": (
        "所需内存超过单次请求的限额",
        "нужно больше памяти, чем разрешено запросу",
    ),
    "the answer needs more memory than a request may take": (
        "回答所需内存超过单次请求的限额",
        "ответу нужно больше памяти, чем разрешено запросу",
    ),
    "Ask for less: fewer patterns that multiply each other, a narrower question, an inner LIMIT.": (
        "请缩小范围：减少相乘的图模式，把问题收窄，或在子查询中加 LIMIT。",
        "Спросите меньше: меньше перемножающихся шаблонов, более узкий вопрос, внутренний LIMIT.",
    ),
    "Ask for less: fewer patterns that multiply each other, a narrower question, a LIMIT in an inner query.": (
        "请缩小范围：减少相乘的图模式，把问题收窄，或在子查询中加 LIMIT。",
        "Спросите меньше: меньше перемножающихся шаблонов, более узкий вопрос, LIMIT во внутреннем запросе.",
    ),
    "the request crashed the process that worked on it": (
        "该请求使处理它的进程崩溃",
        "запрос обрушил процесс, который над ним работал",
    ),
    "The next request is answered as usual. Ask in another way, or in parts.": (
        "下一个请求照常处理。请换一种问法，或分几次提问。",
        "Следующий запрос будет обработан как обычно. Спросите иначе или по частям.",
    ),
    "the request met a fault in sojourn": ("该请求遇到 sojourn 的一处错误", "запрос наткнулся на ошибку в sojourn"),
    "Please report it, with what was asked.": (
        "请报告此事，并附上所问内容。",
        "Пожалуйста, сообщите о ней и о том, что было спрошено.",
    ),
    "the answer has more than {n} bytes": ("回答超过 {n} 字节", "размер ответа превышает предел, байт: {n}"),
    "Ask for less, or in parts.": ("请缩小范围，或分几次提问。", "Спросите меньше или по частям."),
    "the server made a mistake": ("服务器出了错", "на сервере произошла ошибка"),
    "the query is too long": ("查询太长", "запрос слишком длинный"),
    "the query has {n} bytes": ("查询有 {n} 字节", "размер запроса, байт: {n}"),
    "At most {n} bytes are taken.": ("最多接受 {n} 字节。", "Принимается не более, байт: {n}."),
    "At most {n} are taken.": ("最多接受 {n} 字节。", "Принимается не более: {n}."),
    "the body has more than {n} bytes": ("请求正文超过 {n} 字节", "размер тела запроса превышает предел, байт: {n}"),
    "Send less.": ("请少发一些。", "Отправьте меньше."),
    "the URL has {n} bytes; at most {n2} are read": (
        "网址有 {n} 字节；最多读取 {n2} 字节",
        "длина адреса, байт: {n}; читается не более {n2}",
    ),
    "Send a long query by POST.": ("长查询请用 POST 发送。", "Длинный запрос отправляйте методом POST."),
    "the headers have more than {n} bytes": (
        "请求标头超过 {n} 字节",
        "размер заголовков превышает предел, байт: {n}",
    ),
    "the request line and headers have more than {n} bytes": (
        "请求行和标头超过 {n} 字节",
        "размер строки запроса и заголовков превышает предел, байт: {n}",
    ),
    "Send fewer headers.": ("请减少标头。", "Отправьте меньше заголовков."),
    "the request does not say which host it is for": (
        "请求没有说明发给哪台主机",
        "в запросе не сказано, к какому узлу он обращён",
    ),
    "Send one header 'Host'.": ("请发送一个“Host”标头。", "Отправьте один заголовок «Host»."),
    "the body of the request is compressed": ("请求正文被压缩了", "тело запроса сжато"),
    "Send it as it is.": ("请原样发送。", "Отправьте его как есть."),
    "this is HTTP/{version}": ("这是 HTTP/{version}", "это HTTP/{version}"),
    "Speak HTTP/1.1.": ("请使用 HTTP/1.1。", "Используйте HTTP/1.1."),
    "the target of the request is no path": ("请求的目标不是路径", "цель запроса — не путь"),
    "Ask for a path: /": ("请请求一个路径：/", "Запросите путь: /"),
    "the answer has more than {said}, and {form} cannot say that it is cut": (
        "回答超过{said}，而 {form} 无法标明被截断",
        "ответ больше предела ({said}), а {form} не может сказать, что он обрезан",
    ),
    "{n} rows": ("{n} 行", "строк: {n}"),
    "{n} bytes": ("{n} 字节", "байт: {n}"),
    "Narrow the question, add truncate=1 for the first rows, or ask for .json, which says that it is cut.": (
        "请收窄问题，加 truncate=1 取前若干行，或改用 .json（它会标明被截断）。",
        "Сузьте вопрос, добавьте truncate=1 ради первых строк или возьмите .json: в нём сказано, что он обрезан.",
    ),
    "this server asks for a token": ("本服务器要求令牌", "этот сервер просит токен"),
    "too many wrong tokens come from there": (
        "来自该处的错误令牌过多",
        "оттуда приходит слишком много неверных токенов",
    ),
    "Ask again in a moment, with the right one.": (
        "请稍后用正确的令牌再试。",
        "Повторите через мгновение, с верным токеном.",
    ),
    "the token is not the right one": ("令牌不正确", "токен неверный"),
    "Send 'Authorization: Bearer TOKEN', or the token as the password of any name.": (
        "请发送“Authorization: Bearer TOKEN”，或以任意用户名、令牌作密码。",
        "Отправьте «Authorization: Bearer TOKEN» или токен как пароль с любым именем.",
    ),
    "this server is not called {q}": ("本服务器的名称不是{q}", "этот сервер не называется {q}"),
    "Use {address}, or start the server with {option}.": (
        "请用 {address}，或以 {option} 启动服务器。",
        "Откройте {address} или запустите сервер с {option}.",
    ),
    "pages of {q} may not ask this server": (
        "{q}的网页不得向本服务器提问",
        "страницам {q} нельзя обращаться к этому серверу",
    ),
    "If they should, start the server with --cors and that origin.": (
        "如需允许，请以 --cors 加该来源启动服务器。",
        "Если нужно, запустите сервер с --cors и этим источником.",
    ),
    "a page of another site may not embed what this server holds": (
        "其他网站的网页不得嵌入本服务器的内容",
        "страница другого сайта не может встраивать содержимое этого сервера",
    ),
    "Follow a link to it, or start the server with --cors and the site's origin.": (
        "请通过链接打开，或以 --cors 加该网站来源启动服务器。",
        "Перейдите по ссылке или запустите сервер с --cors и источником сайта.",
    ),
    "the metrics are not for everyone": ("运行指标不对所有人开放", "метрики доступны не всем"),
    "Ask on the machine itself: {command}.": ("请在本机上查询：{command}。", "Спросите на самой машине: {command}."),
    "too many requests with a body are being answered": (
        "正在处理的带正文请求太多",
        "обрабатывается слишком много запросов с телом",
    ),
}

_PICTURES: dict[str, tuple[str, str]] = {
    "no renderer is called {q}": ("没有名为{q}的绘图方式", "способа рисования {q} нет"),
    "{said}There are {listed}.": ("{said}现有：{listed}。", "{said}Есть: {listed}."),
    "the picture has {n} bytes; the limit is {n2}": (
        "图有 {n} 字节；上限为 {n2}",
        "размер картины, байт: {n}; предел: {n2}",
    ),
    "Draw the answer to a narrower question, or start the server with a larger --size.": (
        "请绘制范围更窄的问题的回答，或以更大的 --size 启动服务器。",
        "Нарисуйте ответ на более узкий вопрос или запустите сервер с большим --size.",
    ),
    "the answer is empty, so there is nothing to draw": (
        "回答为空，因此没有可画的内容",
        "ответ пуст, так что рисовать нечего",
    ),
    "the rows of this answer name no claims, so there is nothing to draw": (
        "此回答的各行没有指明陈述，因此没有可画的内容",
        "в строках этого ответа нет утверждений, так что рисовать нечего",
    ),
    (
        "Select the claims themselves (?a, where '?a a sj:Assertion'), or draw the graph: it adds up the flows of a "
        "place when the place is closed."
    ): (
        "请选取陈述本身（?a，其中 '?a a sj:Assertion'），或绘制整张图：收起一个地点时会把其流动相加。",
        (
            "Выберите сами утверждения (?a, где '?a a sj:Assertion') или нарисуйте граф: он складывает потоки "
            "места, когда оно свёрнуто."
        ),
    ),
    "the answer has more than {n} rows, whose claims would be drawn one by one": (
        "回答超过 {n} 行，其陈述须逐条绘制",
        "в ответе больше строк, чем {n}, а их утверждения рисуются по одному",
    ),
    "Narrow the question, or draw the whole graph, which adds up what its tables say: /picture.": (
        "请收窄问题，或绘制整张图（它会把表格中的数据相加）：/picture。",
        "Сузьте вопрос или нарисуйте весь граф, где данные таблиц сложены: /picture.",
    ),
    "no row of this answer has a figure, so there is no chart": (
        "此回答没有任何一行有数字，因此没有图表",
        "ни в одной строке ответа нет числа, так что графика нет",
    ),
    "Ask for .csv or .json instead.": ("请改用 .csv 或 .json。", "Возьмите .csv или .json."),
}

_QUERIES: dict[str, tuple[str, str]] = {
    "no example is called {q}": ("没有名为{q}的例子", "примера {q} нет"),
    "Choose one of the examples below.": ("请从下面的例子中选择。", "Выберите один из примеров ниже."),
    "there is no query here": ("这里没有查询", "здесь нет запроса"),
    "this prefix is not declared": ("此前缀未声明", "этот префикс не объявлен"),
    "this cannot stand here": ("此处不合语法", "здесь это стоять не может"),
    "this cannot stand here; expected {listed}": (
        "此处不合语法；应为：{listed}",
        "здесь это стоять не может; ожидается: {listed}",
    ),
    "the query does not select {names}": ("查询没有选取 {names}", "запрос не выбирает {names}"),
    "A bound variable must be selected.": ("被绑定的变量必须选取。", "Связанная переменная должна быть выбрана."),
    "updates are refused": ("不接受更新", "изменения не принимаются"),
    "Queries only read. Change the claim sheets and build anew.": (
        "查询只能读取。请修改陈述表并重新构建。",
        "Запросы только читают. Измените таблицы утверждений и соберите граф заново.",
    ),
    "Build a store from the file with 'sojourn build'.": (
        "请用“sojourn build”从该文件构建存储。",
        "Соберите хранилище из файла: «sojourn build».",
    ),
    "SERVICE would send the question to another machine. Ask that machine itself, or load its answer as a file.": (
        "SERVICE 会把问题发给另一台机器。请直接询问那台机器，或把其回答作为文件载入。",
        ("SERVICE отправил бы вопрос на другую машину. Спросите её саму или загрузите её ответ как файл."),
    ),
    "the answer has {n} columns; a page shows {n2}": (
        "回答有 {n} 列；页面最多显示 {n2} 列",
        "столбцов в ответе: {n}; на странице их не более {n2}",
    ),
    "this screen of the answer has {n} bytes; a page has at most {n2}": (
        "这一屏回答有 {n} 字节；页面最多 {n2} 字节",
        "размер этого экрана ответа, байт: {n}; на странице не более {n2}",
    ),
    "Select fewer variables or shorter texts, or take the answer as a file: {address}": (
        "请选取较少的变量或较短的文本，或把回答作为文件下载：{address}",
        "Выберите меньше переменных или более короткие тексты либо возьмите ответ файлом: {address}",
    ),
}

WORDS: dict[str, tuple[str, str]] = {**_LIMITS, **_PICTURES, **_QUERIES}
"""English to Chinese and Russian."""
