<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
    <context>
        <name>BundleCard</name>
        <message>
            <source>Being looked at…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Просматривается…</translation>
        </message>
        <message>
            <source>Take %1 off this list</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Убрать %1 из списка</translation>
        </message>
        <message>
            <source>Not taken in</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Не принят</translation>
        </message>
        <message>
            <source>Taken in</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Принят</translation>
        </message>
        <message>
            <source>Being taken in…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Принимается…</translation>
        </message>
        <message>
            <source>Invitation</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Приглашение</translation>
        </message>
        <message>
            <source>Not taken in yet</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Ещё не принят</translation>
        </message>
        <message>
            <source>Join this visit</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Присоединиться к посещению</translation>
        </message>
        <message>
            <source>Take in</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Принять</translation>
        </message>
        <message>
            <source>Nothing new</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Ничего нового</translation>
        </message>
        <message>
            <source>Everything in this file is here already. Nothing is to be done.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Всё из этого пакета здесь уже есть. Делать ничего не нужно.</translation>
        </message>
        <message>
            <source>Unknown sender</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Неизвестный отправитель</translation>
        </message>
        <message>
            <source>Nobody whom you trust signed this file. It is put aside; nothing of it is read.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Этот пакет не подписан никем из тех, кому вы доверяете. Он отложен; из него ничего не прочитано.</translation>
        </message>
        <message>
            <source>Fingerprint of the signer:</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Отпечаток подписавшего:</translation>
        </message>
        <message>
            <source>If you expected it: call the sender, let them read their digits to you, and add their card under People. Then open the file again.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Если вы его ждали: позвоните отправителю, попросите прочитать цифры его карточки и добавьте карточку на странице «Люди». Затем откройте пакет снова.</translation>
        </message>
        <message>
            <source>Compare the words…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Сверить слова…</translation>
        </message>
        <message>
            <source>To the people</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>К людям</translation>
        </message>
        <message>
            <source>Inside are also words of somebody who is not trusted here: %1, %2. Compare their digits.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Внутри есть и записи человека, которому здесь не доверяют: %1, %2. Сверьте цифры.</translation>
        </message>
        <message>
            <source>A later file of this sender came before. Nothing newer is lost by taking this one in.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Более поздний пакет этого отправителя уже был. Если принять этот, новое не пропадёт.</translation>
        </message>
        <message>
            <source>%1 from %2, signed</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>%1: %2, подпись верна</translation>
        </message>
        <message numerus="yes">
            <source>Compare and decide: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>Сравнить и решить: %n</numerusform>
                <numerusform>Сравнить и решить: %n</numerusform>
                <numerusform>Сравнить и решить: %n</numerusform>
            </translation>
        </message>
        <message>
            <source>Open the visit</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Открыть посещение</translation>
        </message>
    </context>
    <context>
        <name>ConflictCard</name>
        <message>
            <source>Why, in one line</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Почему, одной строкой</translation>
        </message>
        <message>
            <source>Why, in one line, without names: it stays</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Почему — одной строкой, без имён: это останется</translation>
        </message>
        <message>
            <source>Decide</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Решить</translation>
        </message>
        <message>
            <source>Enter</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Enter</translation>
        </message>
        <message>
            <source>Note there: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Заметка к вопросу: %1</translation>
        </message>
        <message>
            <source>Say in one line why: the authors will read it.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Напишите одной строкой почему: это прочтут авторы.</translation>
        </message>
        <message>
            <source>Choose an answer: its digit is enough.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Выберите ответ: достаточно нажать его цифру.</translation>
        </message>
        <message>
            <source>Write the other answer so that it can be read as one.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Запишите другой ответ так, чтобы он читался как ответ на этот вопрос.</translation>
        </message>
        <message>
            <source>Decided here: %1. It stands until you decide anew.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Решено: %1. Действует, пока вы не решите заново.</translation>
        </message>
        <message>
            <source>Another answer</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Другой ответ</translation>
        </message>
        <message>
            <source>Another answer: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Другой ответ: %1</translation>
        </message>
        <message>
            <source>The answer becomes: %1. A note keeps every answer with its author and your explanation.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Ответом станет: %1. В заметке останутся все ответы с авторами и ваше пояснение.</translation>
        </message>
        <message>
            <source>All are right, with an explanation</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Верны все, с пояснением</translation>
        </message>
        <message>
            <source>Digits choose, Enter decides, ↑ ↓ go to another line.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Цифра — выбрать, Enter — решить, ↑ ↓ — другая строка.</translation>
        </message>
    </context>
    <context>
        <name>ConflictList</name>
        <message>
            <source>Answers that differ</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Расходящиеся ответы</translation>
        </message>
        <message>
            <source>To decide anew; stands: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Решить заново; пока: %1</translation>
        </message>
        <message>
            <source>Decided: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Решено: %1</translation>
        </message>
    </context>
    <context>
        <name>ConflictPage</name>
        <message>
            <source>Decide the last one anew</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Решить последнее заново</translation>
        </message>
        <message>
            <source>Send the decisions back</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Отправить решения</translation>
        </message>
        <message>
            <source>Nothing to decide</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Решать нечего</translation>
        </message>
        <message>
            <source>All answers agree. What differs in the next bundle will be listed here.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Все ответы совпадают. Расхождения из следующего пакета появятся здесь.</translation>
        </message>
        <message>
            <source>To the inbox</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>К входящим</translation>
        </message>
        <message>
            <source>%1 of %2 need a decision</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Нужно решить: %1 из %2</translation>
        </message>
        <message>
            <source>Everything is decided</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Всё решено</translation>
        </message>
        <message>
            <source>Everything is decided. The monitors learn of it from an update.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Всё решено. Мониторы узнают об этом из пакета с решениями.</translation>
        </message>
        <message>
            <source>Nothing was decided here yet. Earlier decisions stand in the history.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Здесь ещё ничего не решено. Прежние решения — в истории вопроса.</translation>
        </message>
        <message>
            <source>The decision stands until you decide anew; both will be in the history.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Решение действует, пока вы не решите заново; в истории останутся оба.</translation>
        </message>
    </context>
    <context>
        <name>CountWords</name>
        <message numerus="yes">
            <source>new answers: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>%n новый ответ</numerusform>
                <numerusform>%n новых ответа</numerusform>
                <numerusform>%n новых ответов</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>differ: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>%n расхождение</numerusform>
                <numerusform>%n расхождения</numerusform>
                <numerusform>%n расхождений</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>agree: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>%n совпадение</numerusform>
                <numerusform>%n совпадения</numerusform>
                <numerusform>%n совпадений</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>settled: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>%n решено</numerusform>
                <numerusform>%n решено</numerusform>
                <numerusform>%n решено</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>written after the finish: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>%n запись после завершения</numerusform>
                <numerusform>%n записи после завершения</numerusform>
                <numerusform>%n записей после завершения</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>known already: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>%n уже есть</numerusform>
                <numerusform>%n уже есть</numerusform>
                <numerusform>%n уже есть</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Exchange</name>
        <message>
            <source>Several answers stand: %1.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Верны несколько ответов: %1.</translation>
        </message>
        <message>
            <source>Visit</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Посещение</translation>
        </message>
        <message>
            <source>Addendum</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Дополнение</translation>
        </message>
        <message>
            <source>Decisions</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Решения</translation>
        </message>
        <message>
            <source>Invitation</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Приглашение</translation>
        </message>
        <message>
            <source>Receipt</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Расписка</translation>
        </message>
        <message>
            <source>Request to join</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Просьба присоединиться</translation>
        </message>
        <message>
            <source>Team</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Состав группы</translation>
        </message>
        <message>
            <source>Monitor</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Монитор</translation>
        </message>
        <message>
            <source>Coordinator</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Координатор</translation>
        </message>
        <message>
            <source>Doctor</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Врач</translation>
        </message>
        <message>
            <source>Nothing written</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Ничего не записано</translation>
        </message>
        <message>
            <source>Note: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Заметка: %1</translation>
        </message>
        <message>
            <source>As typed: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Как набрано: %1</translation>
        </message>
    </context>
    <context>
        <name>ExchangeEntries</name>
        <message>
            <source>Inbox</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Входящие</translation>
        </message>
        <message>
            <source>Settle</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Сведение</translation>
        </message>
        <message>
            <source>Hand over</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Передать</translation>
        </message>
        <message>
            <source>People</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Люди</translation>
        </message>
    </context>
    <context>
        <name>ExchangeRow</name>
        <message>
            <source>What was decided</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Что решено</translation>
        </message>
        <message>
            <source>What was decided: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Что решено: %1</translation>
        </message>
        <message>
            <source>Sent: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Отправлено: %1</translation>
        </message>
        <message>
            <source>Taken in: %1 from %2</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Принято: %1, %2</translation>
        </message>
        <message>
            <source>Put aside: %1 from a stranger</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Отложено: %1 от неизвестного</translation>
        </message>
    </context>
    <context>
        <name>InboxPage</name>
        <message>
            <source>Open a file…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Открыть пакет…</translation>
        </message>
        <message>
            <source>All files of a folder…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Все пакеты из папки…</translation>
        </message>
        <message>
            <source>Drop files of colleagues here, or open them from a drive.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Перетащите сюда пакеты коллег или откройте их с носителя.</translation>
        </message>
        <message>
            <source>You see what is inside before anything is taken in.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Сначала вы увидите, что внутри, и только потом решите, принимать ли.</translation>
        </message>
        <message>
            <source>Exchanges so far</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>История обмена</translation>
        </message>
        <message>
            <source>Which file?</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Какой пакет?</translation>
        </message>
        <message>
            <source>Which folder?</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Какая папка?</translation>
        </message>
        <message>
            <source>There are no files of colleagues in this folder.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>В этой папке нет пакетов.</translation>
        </message>
        <message numerus="yes">
            <source>Take all in: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>Принять все: %n</numerusform>
                <numerusform>Принять все: %n</numerusform>
                <numerusform>Принять все: %n</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>OwnCard</name>
        <message>
            <source>My card: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Моя карточка: %1</translation>
        </message>
        <message>
            <source>Whoever adds you reads these words or digits with you, by telephone or face to face.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Кто добавляет вас, сверяет с вами эти слова или цифры — по телефону или при встрече.</translation>
        </message>
        <message>
            <source>Save my card to a file…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Сохранить карточку в файл…</translation>
        </message>
        <message>
            <source>Where to save the card</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Куда сохранить карточку</translation>
        </message>
        <message>
            <source>card</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>карточка</translation>
        </message>
        <message>
            <source>The card is saved. It holds no secret: give it to those who send you bundles.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Карточка сохранена. Секретов в ней нет: дайте её тем, кто посылает вам пакеты.</translation>
        </message>
    </context>
    <context>
        <name>PeoplePage</name>
        <message>
            <source>Add a person…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Добавить человека…</translation>
        </message>
        <message>
            <source>People</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Люди</translation>
        </message>
        <message>
            <source>Nobody yet. Exchange cards with your coordinator first.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Пока никого. Сначала обменяйтесь карточками с координатором.</translation>
        </message>
        <message>
            <source>Whose card?</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Чья карточка?</translation>
        </message>
        <message>
            <source>This is your own card.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Это ваша собственная карточка.</translation>
        </message>
        <message>
            <source>%1 is trusted already.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>%1: доверие уже есть.</translation>
        </message>
        <message>
            <source>%1 is trusted: you can exchange bundles now.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>%1: теперь можно обмениваться пакетами.</translation>
        </message>
        <message>
            <source>To the inbox</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>К входящим</translation>
        </message>
        <message>
            <source>%1 is no longer trusted.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>%1: доверия больше нет.</translation>
        </message>
        <message>
            <source>These are not the words of this card. Ask again; if they differ, do not trust the card.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Эти слова не от этой карточки. Переспросите; если расходятся, не доверяйте карточке.</translation>
        </message>
    </context>
    <context>
        <name>PersonCard</name>
        <message>
            <source>Their card came inside a bundle. Bundles from strangers are not taken in.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Карточка пришла внутри пакета. Пакеты от неизвестных не принимаются.</translation>
        </message>
        <message>
            <source>Compare the words…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Сверить слова…</translation>
        </message>
        <message>
            <source>Compare the words with %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Сверить слова: %1</translation>
        </message>
        <message>
            <source>No longer trust…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Больше не доверять…</translation>
        </message>
        <message>
            <source>No longer trust %1…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Больше не доверять: %1…</translation>
        </message>
        <message>
            <source>Nothing from %1 will be taken in any more, and nothing sealed to them. This cannot be undone.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>%1: пакеты больше не будут ни приниматься, ни запечатываться для этого человека. Отменить это нельзя.</translation>
        </message>
        <message>
            <source>No longer trust</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Больше не доверять</translation>
        </message>
        <message>
            <source>Keep the trust</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Оставить доверие</translation>
        </message>
        <message>
            <source>Trusted</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Доверие есть</translation>
        </message>
        <message>
            <source>No longer trusted</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Больше не доверяем</translation>
        </message>
        <message>
            <source>Stranger</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Не проверен</translation>
        </message>
    </context>
    <context>
        <name>RecipientChoice</name>
        <message>
            <source>Nobody is trusted yet. Add the person first, under People: a file alone is not enough.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Доверенных людей пока нет. Сначала добавьте человека на странице «Люди»: одного файла мало.</translation>
        </message>
    </context>
    <context>
        <name>SendPage</name>
        <message>
            <source>Choose where and write…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Выбрать место и записать…</translation>
        </message>
        <message>
            <source>Hand over a visit</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Передать посещение</translation>
        </message>
        <message>
            <source>Invite a colleague</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Пригласить коллегу</translation>
        </message>
        <message>
            <source>Send decisions back</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Отправить решения</translation>
        </message>
        <message>
            <source>What is inside</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Что внутри</translation>
        </message>
        <message>
            <source>Who can open it</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Кто сможет открыть</translation>
        </message>
        <message>
            <source>The whole visit with its history, for those who may open it. It stays here as well.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Посещение целиком, с историей. Здесь оно тоже остаётся.</translation>
        </message>
        <message>
            <source>What you prepared, for a colleague who fills the same visit on another laptop.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Подготовленное — коллеге, который заполняет то же посещение на своём ноутбуке.</translation>
        </message>
        <message>
            <source>What was decided and what came from others, back to those who wrote in the visit.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Что решено и что пришло от других — тем, кто писал в этом посещении.</translation>
        </message>
        <message numerus="yes">
            <source>Visits: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>Посещений: %n</numerusform>
                <numerusform>Посещений: %n</numerusform>
                <numerusform>Посещений: %n</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>documents: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>%n документ</numerusform>
                <numerusform>%n документа</numerusform>
                <numerusform>%n документов</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>questions without an answer: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>без ответа: %n вопрос</numerusform>
                <numerusform>без ответа: %n вопроса</numerusform>
                <numerusform>без ответа: %n вопросов</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>answers to settle: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>нужно решить: %n ответ</numerusform>
                <numerusform>нужно решить: %n ответа</numerusform>
                <numerusform>нужно решить: %n ответов</numerusform>
            </translation>
        </message>
        <message>
            <source>First add the person under People.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Сначала добавьте человека на странице «Люди».</translation>
        </message>
        <message>
            <source>Tick the visit.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Отметьте посещение.</translation>
        </message>
        <message>
            <source>Tick who may open it.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Отметьте, кто сможет открыть.</translation>
        </message>
        <message>
            <source>Only %1 will be able to open the file.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Открыть сможет только: %1.</translation>
        </message>
        <message>
            <source>Where to write the file</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Куда записать пакет</translation>
        </message>
        <message>
            <source>Writing, then reading back…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Запись, затем сверка…</translation>
        </message>
    </context>
    <context>
        <name>SentCard</name>
        <message>
            <source>Exported</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Записано</translation>
        </message>
        <message>
            <source>Size: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Размер: %1</translation>
        </message>
        <message>
            <source>For: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Кому: %1</translation>
        </message>
        <message>
            <source>The file was read back from the medium and compared in full. Only they can open it.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Пакет прочитан с носителя и сверен целиком. Открыть его могут только они.</translation>
        </message>
        <message>
            <source>What next</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Что дальше</translation>
        </message>
        <message>
            <source>Done</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Готово</translation>
        </message>
        <message>
            <source>Write another copy…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Записать ещё одну копию…</translation>
        </message>
        <message>
            <source>Eject the drive before you pull it out.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Извлеките носитель через систему, прежде чем вынуть.</translation>
        </message>
        <message>
            <source>Your colleague opens the file in the inbox and joins: both of you then fill one visit.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Коллега открывает пакет во «Входящих» и присоединяется: дальше вы заполняете одно посещение.</translation>
        </message>
        <message>
            <source>The monitors open the file in the inbox and see what was decided and why.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Мониторы открывают пакет во «Входящих» и видят, что решено и почему.</translation>
        </message>
        <message>
            <source>Hand the file over. What happens to the drive afterwards is up to you: it is encrypted.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Передайте пакет. Что дальше будет с носителем, решаете вы: пакет зашифрован.</translation>
        </message>
        <message>
            <source>The visit stays on this laptop. Ask whether it has been taken in.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Посещение остаётся на этом ноутбуке. Спросите, принят ли пакет.</translation>
        </message>
    </context>
    <context>
        <name>SettledCard</name>
        <message numerus="yes">
            <source>Decided on answers in your visits: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>По вашим посещениям принято %n решение</numerusform>
                <numerusform>По вашим посещениям принято %n решения</numerusform>
                <numerusform>По вашим посещениям принято %n решений</numerusform>
            </translation>
        </message>
        <message>
            <source>Nothing was decided on answers in your visits.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>По вашим посещениям ничего не решено.</translation>
        </message>
        <message>
            <source>Show</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Показать</translation>
        </message>
        <message>
            <source>Show the question: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Показать вопрос: %1</translation>
        </message>
        <message>
            <source>Was: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Было: %1</translation>
        </message>
        <message>
            <source>Now: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Стало: %1</translation>
        </message>
        <message>
            <source>Why: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Почему: %1</translation>
        </message>
    </context>
    <context>
        <name>TrustCard</name>
        <message>
            <source>Is this really %1?</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Это действительно %1?</translation>
        </message>
        <message>
            <source>Call this person or meet them. Let them read the words of their own card to you. A card that came with the file proves nothing by itself.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Позвоните этому человеку или встретьтесь. Пусть он прочитает вам слова своей карточки. Сам по себе файл ничего не доказывает.</translation>
        </message>
        <message>
            <source>They read the same words to me</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Мне прочитали те же слова</translation>
        </message>
        <message>
            <source>Words or digits that they read to you</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Слова или цифры, которые вам прочитали</translation>
        </message>
        <message>
            <source>Or type the words or digits that they read to you</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Или наберите слова или цифры, которые вам читают</translation>
        </message>
        <message>
            <source>Trust</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Доверять</translation>
        </message>
        <message>
            <source>Not now</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Не сейчас</translation>
        </message>
    </context>
    <context>
        <name>VisitChoice</name>
        <message>
            <source>Visits to hand over</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Посещения для передачи</translation>
        </message>
        <message>
            <source>finished</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>завершено</translation>
        </message>
        <message>
            <source>in work</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>в работе</translation>
        </message>
        <message>
            <source>practice</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>учебное</translation>
        </message>
        <message numerus="yes">
            <source>documents: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>%n документ</numerusform>
                <numerusform>%n документа</numerusform>
                <numerusform>%n документов</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>to settle: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>нужно решить: %n</numerusform>
                <numerusform>нужно решить: %n</numerusform>
                <numerusform>нужно решить: %n</numerusform>
            </translation>
        </message>
    </context>
</TS>
